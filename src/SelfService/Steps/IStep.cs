namespace TellerLine.SelfService.Steps;

/// <summary>A function of the telephone bank that the menu names.</summary>
internal interface IStep
{
    /// <summary>As in the menu's file.</summary>
    string Name { get; }

    /// <summary>What is said when it breaks off with a fault, wherever it was.</summary>
    IReadOnlyList<string> WhenBroken => ["service.down"];

    /// <returns>What to say before the menu that follows, or the way out.</returns>
    Task<Got<IReadOnlyList<string>>> Run(Visit visit);
}
