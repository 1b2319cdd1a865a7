namespace TellerLine.SelfService.Steps;

/// <summary>From Mandarin to English and back: the menu it came from is spoken again.</summary>
internal sealed class LanguageStep : IStep
{
    public string Name => "language";

    public Task<Got<IReadOnlyList<string>>> Run(Visit visit)
    {
        visit.Language = visit.Language == Languages.English ? Languages.Chinese : Languages.English;
        return Task.FromResult<Got<IReadOnlyList<string>>>(new Exit.Back());
    }
}
