namespace TellerLine.SelfService;

/// <summary>Why a question was left unanswered.</summary>
internal abstract record Exit
{
    private Exit()
    {
    }

    /// <summary>One level back.</summary>
    public sealed record Back : Exit;

    public sealed record Person(HumanReason Reason) : Exit;

    /// <summary>Nothing was pressed where nothing more is needed.</summary>
    public sealed record Silence : Exit;

    /// <summary>The step is over, without having been done: this is what to say before the menu that follows.</summary>
    public sealed record NotDone(IReadOnlyList<string> Result) : Exit;
}

/// <summary>An answer, or why there is none.</summary>
internal readonly record struct Got<T>(T? Value, Exit? Exit)
{
    public static implicit operator Got<T>(T value) => new(value, null);

    public static implicit operator Got<T>(Exit exit) => new(default, exit);
}
