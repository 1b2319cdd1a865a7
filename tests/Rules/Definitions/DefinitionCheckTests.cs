using TellerLine.Contacts;
using TellerLine.Definitions;
using TellerLine.Kernel;

namespace TellerLine.Rules.Definitions;

public sealed class DefinitionCheckTests
{
    /// <summary>Each fault compared with all before it, this took minutes, at every pause in typing.</summary>
    [Fact(Timeout = 30_000)]
    public async Task a_text_of_sixty_thousand_faults_is_told_a_hundred_of_them_at_once()
    {
        var check = new DefinitionCheck<ReasonList>(ReasonList.Kind, new NoServices());
        var text = "reasons:\n" + string.Concat(Enumerable.Repeat("- {}\n", 60_000));
        var faults = await Task.Run(() => check.Faults(text), TestContext.Current.CancellationToken);
        Assert.Equal(100, faults.Count);
        Assert.Equal(faults.Count, faults.Distinct().Count());
    }

    private sealed class NoServices : IServiceProvider
    {
        public object? GetService(Type serviceType) => null;
    }
}
