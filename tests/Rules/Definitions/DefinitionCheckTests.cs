using TellerLine.Contacts;
using TellerLine.Definitions;
using TellerLine.Kernel;

namespace TellerLine.Rules.Definitions;

public sealed class DefinitionCheckTests
{
    private readonly DefinitionCheck<ReasonList> _check = new(ReasonList.Kind, new NoServices());

    [Fact]
    public void of_many_faults_a_hundred_are_told()
    {
        var faults = _check.Faults(Empty(9_000));
        Assert.Equal(100, faults.Count);
        Assert.Equal(faults.Count, faults.Distinct().Count());
    }

    /// <summary>Checked, this took minutes of a processor, at every pause in typing.</summary>
    [Fact]
    public void a_text_of_seventy_thousand_entries_is_not_even_checked() =>
        Assert.Equal("more than 10000 names and values", Assert.Single(_check.Faults(Empty(70_000))).En);

    private static string Empty(int entries) => "reasons:\n" + string.Concat(Enumerable.Repeat("- {}\n", entries));

    private sealed class NoServices : IServiceProvider
    {
        public object? GetService(Type serviceType) => null;
    }
}
