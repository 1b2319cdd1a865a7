using TellerLine.Desks;
using TellerLine.Voice;

namespace TellerLine.Calls;

/// <summary>How the two lines carry the conversation, shown while it lasts.</summary>
internal sealed partial class Conversation
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);

    private ITimer? _looks;
    private DeskLine? _ownLine;
    private DeskLine? _customerLine;

    private void WatchQuality() =>
        _looks = _all.Time.CreateTimer(_ => _ = Look(), null, LookEvery, LookEvery);

    /// <summary>A desk is told when it would read otherwise, not every time.</summary>
    internal async Task Look()
    {
        var own = _meter is { } meter ? Shown(await meter.Now()) : null;
        var customer = Shown(await new LineMeter(_contact, _contact.Customer, agent: null, _all.Log).Now());
        var same = own?.Mos == _ownLine?.Mos && customer?.Mos == _customerLine?.Mos;
        (_ownLine, _customerLine) = (own, customer);
        if (!same)
            Tell(new Core.TalkEvent.Shows());
    }

    private static DeskLine? Shown(LegQuality? quality) => quality?.Mos is { } mos
        ? new DeskLine(
            Math.Round(mos, 1), Math.Round(Math.Max(quality.ReceivedLossPct ?? 0, quality.SentLossPct ?? 0), 1),
            Math.Round(Math.Max(quality.ReceivedJitterMs, quality.SentJitterMs ?? 0)),
            quality.RoundTripMs is { } ms ? Math.Round(ms) : null)
        : null;
}
