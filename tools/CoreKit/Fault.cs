namespace TellerLine.CoreKit;

/// <summary>What a core bank may do wrong, on purpose: with an order, and by its silence with a hold.</summary>
public enum Fault
{
    None,

    /// <summary>Takes the order, never answers and does nothing.</summary>
    SilentBefore,

    /// <summary>Posts the order and never answers.</summary>
    SilentAfter,

    /// <summary>The order stays on its way until <c>/faults/release</c>, and is worked on then.</summary>
    Late,

    /// <summary>Posts the order and answers with status 500.</summary>
    FailsAfter,

    /// <summary>Posts the order and answers with another amount.</summary>
    WrongAmount,

    /// <summary>Posts the order and answers with another key.</summary>
    WrongKey,

    /// <summary>Posts the order and closes the connection in the middle of its answer.</summary>
    HalfAnAnswer,

    /// <summary>Posts a key each time it comes.</summary>
    PostsTwice,

    /// <summary>Remembers no key.</summary>
    ForgetsKeys,

    /// <summary>Posts an order after it was said never to have arrived.</summary>
    PostsBarred,
}

/// <summary>The fault for the next <paramref name="Times"/> orders.</summary>
internal sealed record FaultWish(Fault Fault, int Times = 1);
