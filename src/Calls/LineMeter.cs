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
            _contact.Note(new LineQuality(
                _agent is null ? "customer" : "agent", _agent, Round(own.ReceivedLossPct), Round(own.SentLossPct),
                Round(own.ReceivedJitterMs), Round(own.SentJitterMs), Round(own.RoundTripMs)));
        }
        catch (Exception fault)
        {
            NotMeasured(_log, _contact.Id, fault);
        }
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
