namespace TellerLine.SelfService.Steps;

/// <summary>A function of the telephone bank that the menu names.</summary>
internal interface IStep
{
    /// <summary>As in the menu's file.</summary>
    string Name { get; }

    /// <returns>What to say before the menu that follows, or the way out.</returns>
    Task<Got<IReadOnlyList<string>>> Run(Call call);
}
