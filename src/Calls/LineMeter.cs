using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using TellerLine.Contacts;
using TellerLine.Voice;

namespace TellerLine.Calls;

/// <summary>
/// One line's quality during one contact, told to the journal when the line has done its part. Nobody waits for it, and
/// a fault or an unknown quality tells nothing: the call is not to suffer from its measuring.
/// </summary>
internal sealed partial class LineMeter
{
    private static readonly Meter Own = new("TellerLine.Calls");

    private static readonly Counter<long> Packets = Own.CreateCounter<long>(
        "tellerline.media.packets", null, "Audio packets of contacts that are over.");

    private static readonly Counter<long> PacketsLost = Own.CreateCounter<long>(
        "tellerline.media.packets.lost", null, "Audio packets that did not arrive, of contacts that are over.");

    private readonly LiveContact _contact;
    private readonly ILeg _leg;
    private readonly string? _agent;
    private readonly ILogger _log;
    private readonly Task<LegQuality?> _before;

    /// <param name="agent">Whose line it is; null for the customer's.</param>
    public LineMeter(LiveContact contact, ILeg leg, string? agent, ILogger log)
    {
        (_contact, _leg, _agent, _log) = (contact, leg, agent, log);
        // A desk's line lives longer than the contact: what it counted before is none of it.
        _before = agent is null ? Task.FromResult<LegQuality?>(null) : Measured();
    }

    /// <summary>Never fails.</summary>
    public async Task Tell()
    {
        try
        {
            if (await _leg.Quality() is not { } now)
                return;
            var own = await _before is { } before ? now.Since(before) : now;
            Count("received", own.Received + own.ReceivedLost, own.ReceivedLost);
            Count("sent", own.Sent, own.SentLost ?? 0);
            _contact.Note(new LineQuality(
                _agent is null ? "customer" : "agent", _agent, Round(own.ReceivedLossPct), Round(own.SentLossPct),
                Round(own.ReceivedJitterMs), Round(own.SentJitterMs), Round(own.RoundTripMs),
                own.Mos is { } mos ? Math.Round(mos, 2) : null, own.Codec));
        }
        catch (Exception fault)
        {
            NotMeasured(_log, _contact.Id, fault);
        }
    }

    /// <summary>How it is now, of this contact alone; null when it is not known. Never fails.</summary>
    public async Task<LegQuality?> Now() =>
        await Measured() is not { } now ? null : await _before is { } before ? now.Since(before) : now;

    private void Count(string direction, long packets, long lost)
    {
        TagList tags = new() { { "direction", direction }, { "party", _agent is null ? "customer" : "agent" } };
        Packets.Add(Math.Max(0, packets), tags);
        PacketsLost.Add(Math.Max(0, lost), tags);
    }

    private static double? Round(double? value) => value is { } some ? Math.Round(some, 1) : null;

    private async Task<LegQuality?> Measured()
    {
        try
        {
            return await _leg.Quality();
        }
        catch (Exception fault)
        {
            NotMeasured(_log, _contact.Id, fault);
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A line's quality in contact {Contact} is not known")]
    private static partial void NotMeasured(ILogger log, string contact, Exception fault);
}
