using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using TellerLine.Calls.Core;
using TellerLine.Contacts;
using TellerLine.Definitions;
using TellerLine.Desks;
using TellerLine.SelfService;
using TellerLine.Voice;

namespace TellerLine.Calls;

/// <summary>What an agent asks of a call by a SIP phone: star codes, and the telephone's own transfer.</summary>
/// <param name="tone">The file of a tone by its name (<see cref="Tones"/>).</param>
internal sealed class AgentHandsets(
    NumberedWhom numbers, IDefinitions definitions, Func<string, string> tone, TimeProvider time,
    ILogger<AgentHandsets> log)
{
    private readonly ConditionalWeakTable<ILeg, AgentHandset> _known = [];

    public TimeProvider Time => time;

    public ILogger Log => log;

    /// <returns>The bank's reason at this place, from 1; what knows no reason when there are fewer.</returns>
    private string PauseReason(int place) =>
        definitions.Now(RecordingPolicy.Kind).Value.PauseReasons.ElementAtOrDefault(place - 1)?.Code ?? "";

    /// <summary>From now on; another call that has the line next takes it over.</summary>
    /// <param name="line">An agent's own; a browser's has no keys and is left alone.</param>
    /// <param name="ask">The call's, with the telephone's transfer when it is that which asks.</param>
    public async Task Serve(ILeg line, Func<CallVerb, LegRefer?, Task<string?>> ask)
    {
        if (line.Kind != LegKind.Sip)
            return;
        try
        {
            await _known.GetValue(line, one => new AgentHandset(this, one)).Serve(ask);
        }
        catch (OperationCanceledException)
        {
            // It hung up in this instant, which is told elsewhere.
        }
    }

    /// <param name="ask">The call's.</param>
    /// <returns>Null when it is done, else the code that a desk would be told.</returns>
    public Task<string?> Asked(
        StarOrder order, Func<CallVerb, LegRefer?, Task<string?>> ask, LegRefer? refer = null)
    {
        switch (order)
        {
            case StarOrder.Ask { Verb: var verb }:
                return ask(verb, refer);
            case StarOrder.Pause { Reason: var place }:
                return ask(new CallVerb.PauseRecording(PauseReason(place)), refer);
            case StarOrder.Call call:
                var (asked, refused) = numbers.Of(call.Number, call.ThenTransfer);
                return asked is null ? Task.FromResult(refused) : ask(asked, refer);
            // Whoever has a call takes no other.
            case StarOrder.PickUp or StarOrder.TakeOffer:
                return Task.FromResult<string?>("notFree");
            default:
                return Task.FromResult<string?>("badCode");
        }
    }

    /// <summary>Over what the agent hears; whoever has hung up by it hears nothing any more.</summary>
    public async Task Tell(ILeg line, bool done)
    {
        try
        {
            await line.Play(
                new PlayRequest([tone(done ? Tones.Done : Tones.Refused)], Over: true), line.Gone);
        }
        catch (OperationCanceledException)
        {
            // What was asked for ended the line, or what was played.
        }
        catch (Exception fault)
        {
            AgentHandset.NotDone(log, "tone", fault);
        }
    }
}

/// <summary>
/// An agent's SIP phone in a conversation. What it asks is asked of the call like the desk's own wishes, and a tone
/// that nobody else hears says whether it was done.
/// </summary>
internal sealed partial class AgentHandset(AgentHandsets all, ILeg line)
{
    /// <summary>Between two keys of a code.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly StarKeys _keys = new();
    private ITimer? _late;
    private Func<CallVerb, LegRefer?, Task<string?>> _ask = NoCall;
    private bool _served;

    public Task Serve(Func<CallVerb, LegRefer?, Task<string?>> ask)
    {
        Volatile.Write(ref _ask, ask);
        if (_served)
            return Task.CompletedTask;
        _served = true;
        line.Referred += Refer;
        return line.HearKeys(Key);
    }

    public void Key(char key)
    {
        StarOrder? order;
        lock (_gate)
        {
            order = _keys.Feed(key);
            _late?.Dispose();
            _late = _keys.IsUnderWay
                ? all.Time.CreateTimer(_ => TooLate(), null, Patience, Timeout.InfiniteTimeSpan) : null;
        }
        if (order is not null)
            _ = Task.Run(() => Carry(order));
    }

    private static Task<string?> NoCall(CallVerb verb, LegRefer? refer) => Task.FromResult<string?>("noCall");

    private void TooLate()
    {
        lock (_gate)
        {
            if (!_keys.IsUnderWay)
                return;
            _keys.Forget();
        }
        _ = Answer(false);
    }

    private async Task Carry(StarOrder order)
    {
        try
        {
            await Answer(await Ask(order, null) is null);
        }
        catch (Exception fault)
        {
            NotDone(all.Log, order.GetType().Name, fault);
        }
    }

    private Task<string?> Ask(StarOrder order, LegRefer? refer) => all.Asked(order, _ask, refer);

    private Task Answer(bool done) => all.Tell(line, done);

    [LoggerMessage(Level = LogLevel.Error, Message = "What a telephone asked for was not done: {What}")]
    internal static partial void NotDone(ILogger log, string what, Exception fault);
}
