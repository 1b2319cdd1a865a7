using TellerLine.Kernel;

namespace TellerLine.Banking;

/// <summary>PINs that somebody may have heard.</summary>
internal sealed partial class Pins : ISpokenPinLocks
{
    private static readonly PinKind[] Both = [PinKind.Enquiry, PinKind.Transaction];

    public void Spoken(WriteScope scope, string customerId, string contactId, string agent)
    {
        var marked = Both.Where(kind =>
            PinStore.LoadLocked(scope, db.Engine, customerId, kind) is { MustChange: PinMustChange.No }).ToList();
        foreach (var kind in marked)
        {
            PinStore.SetMustChange(scope, customerId, kind, PinMustChange.Spoken);
            PinTokens.MustChange(scope, customerId, kind, PinMustChange.Spoken);
        }
        if (marked.Count == 0)
            return;
        var row = scope.Append($"customer/{customerId}", new PinSaidAloud(marked, agent), contactId);
        notices.SaidAloud(scope, customerId, row);
    }

    public void NotSpoken(WriteScope scope, string customerId, string actor)
    {
        var lifted = Both.Where(kind =>
            PinStore.LoadLocked(scope, db.Engine, customerId, kind) is { MustChange: PinMustChange.Spoken }).ToList();
        foreach (var kind in lifted)
            PinStore.SetMustChange(scope, customerId, kind, PinMustChange.No);
        if (lifted.Count > 0)
            scope.Append($"customer/{customerId}", new PinNotSaidAloud(lifted, actor));
    }
}
