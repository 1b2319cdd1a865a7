using TellerLine.Insights.Core;

namespace TellerLine.Rules.Insights;

/// <summary>Contacts by the dozen, counted as the projection counts them.</summary>
internal static class Many
{
    public const long Second = 1_000_000;
    public const long Start = 1_000_000 * Second;

    public static ContactFacts InQueue { get; } = new ContactFacts().Entered(Start - 30 * Second).Requested(Start)
        .Queued("service", Start);

    public static ContactFacts Answered(double waitSeconds)
    {
        var waitUs = (long)(waitSeconds * Second);
        return InQueue.Connected("1001", Start + waitUs, waitUs).Ended(Start + waitUs + 60 * Second, "customer");
    }

    public static ContactFacts Abandoned(double waitSeconds) =>
        InQueue.Ended(Start + (long)(waitSeconds * Second), "customer");

    public static Tally Contacts(params (int Count, ContactFacts Contact)[] contacts) => contacts
        .SelectMany(many => Enumerable.Repeat(Sum(many.Contact), many.Count))
        .Aggregate(default(Tally), (sum, tally) => sum + tally);

    public static Tally Sum(ContactFacts contact) =>
        Contribution.Of(contact, us => us).Tallies.Values.Aggregate(default(Tally), (sum, tally) => sum + tally);
}
