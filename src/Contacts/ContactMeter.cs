using System.Diagnostics.Metrics;
using TellerLine.Contacts.Core;

namespace TellerLine.Contacts;

/// <summary>Contacts counted by what happened to them; who they are is not in it.</summary>
internal static class ContactMeter
{
    private static readonly Meter Own = new("TellerLine.Contacts");

    private static readonly Counter<long> Arrived = Own.CreateCounter<long>(
        "tellerline.contacts.arrived", null, "Contacts that came in.");

    private static readonly Counter<long> Dialled = Own.CreateCounter<long>(
        "tellerline.contacts.dialled", null, "Calls that agents made.");

    private static readonly Counter<long> Offered = Own.CreateCounter<long>(
        "tellerline.contacts.offered", null, "Contacts that asked for a person and came into the queue.");

    private static readonly Counter<long> Answered = Own.CreateCounter<long>(
        "tellerline.contacts.answered", null, "Contacts connected with an agent for the first time.");

    private static readonly Counter<long> Closed = Own.CreateCounter<long>(
        "tellerline.contacts.closed", null, "Contacts closed, by how: abandoned among them.");

    private static readonly Histogram<double> Waited = Own.CreateHistogram(
        "tellerline.contacts.wait", "s", "From asking for a person to being answered.", tags: null,
        new InstrumentAdvice<double> { HistogramBucketBoundaries = [5, 10, 20, 30, 60, 120, 300, 600, 1_800] });

    private static readonly Counter<long> NotRecorded = Own.CreateCounter<long>(
        "tellerline.recordings.failed", null, "Contacts that go on without a recording.");

    /// <param name="before">What is known of the contact until now.</param>
    public static void Count(object happened, ContactFacts before)
    {
        switch (happened)
        {
            case ContactArrived arrived:
                Arrived.Add(1, new KeyValuePair<string, object?>("via", arrived.Via));
                break;
            case ContactDialled:
                Dialled.Add(1);
                break;
            case ContactQueued { Reason: "request" }:
                Offered.Add(1);
                break;
            case ContactConnected connected when !before.Served && !before.Outbound:
                Answered.Add(1);
                Waited.Record(connected.WaitUs / 1e6);
                break;
            case RecordingFailed:
                NotRecorded.Add(1);
                break;
            case ContactClosed closed:
                Closed.Add(1, new KeyValuePair<string, object?>("disposition", closed.Disposition));
                break;
        }
    }
}
