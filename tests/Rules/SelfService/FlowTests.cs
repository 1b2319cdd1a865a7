using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TellerLine.Catalogue;
using TellerLine.Definitions;
using TellerLine.Definitions.Core;
using TellerLine.SelfService;
using TellerLine.SelfService.Core;

namespace TellerLine.Rules.SelfService;

/// <summary>
/// What every test of a caller's way shares: the menu that comes with the program, a small bank, a caller with a
/// script.
/// </summary>
public abstract class FlowTests
{
    internal const string Zhang = "+8613800000001";
    internal const string Wang = "+8613800000065";
    internal const string Li = "+8613800000020";
    internal const string Chen = "+8613800000007";
    internal const string Zhao = "+8613800000008";
    internal const string Trade = "+8613900020001";
    internal const string Family = "+861088880000";
    internal const string Stranger = "+8613999999999";

    private readonly TelephoneBankUnderTest _all;

    protected FlowTests() => _all = new() { Menu = () => InForce, Catalogue = () => Catalogue, Log = Log };

    internal Bank Bank => _all.Bank;

    internal Machines Machines => _all.Machines;

    internal Losses Losses => _all.Losses;

    internal OpenBillers Billers => _all.Billers;

    internal OpenWealth Wealth => _all.Wealth;

    internal OwnMenus OwnMenus => _all.OwnMenus;

    internal Alerts Alerts => _all.Alerts;

    internal OpenLoans Loans => _all.Loans;

    internal OpenOperators Operators => _all.Operators;

    internal OpenInformation Information => _all.Information;

    internal OpenAppointments Appointments => _all.Appointments;

    internal Menu InForce { get; set; } = Menu();

    internal ServiceCatalogue Catalogue { get; set; } = Shipped();

    internal FaultLog Log { get; } = new();

    internal FakeTelephone Phone { get; private set; } = new();

    internal static Menu Menu()
    {
        var menu = YamlText.Parse(Menus.Text("main.yaml")).Json;
        return MenuReader.Read(menu, name => Spoken.Manifests.Values.All(m => m.ContainsKey(name))).Menu!;
    }

    internal static ServiceCatalogue Shipped() => (ServiceCatalogue)new DefinitionCheck<ServiceCatalogue>(
        ServiceCatalogue.Kind, new ServiceCollection().BuildServiceProvider())
        .Read(ServiceCatalogue.Kind.Shipped[0].Yaml).Value!;

    /// <summary>Calls, presses the script's keys each time he is asked, and hangs up when it is out.</summary>
    /// <returns>How it ended, or null when the caller hung up.</returns>
    internal Task<FlowOutcome?> Call(string? from, params string[] script) =>
        Call(new CallerContext("n1-c1", from), script);

    /// <inheritdoc cref="Call(string?, string[])"/>
    internal async Task<FlowOutcome?> Call(CallerContext caller, params string[] script)
    {
        Phone = new FakeTelephone(script);
        var flow = _all.Flow();
        try
        {
            return await flow.Run(Phone, caller, CancellationToken.None);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
        finally
        {
            Assert.Equal(0, Bank.Unsettled);
            Assert.Equal(0, Phone.Unused);
            Assert.All(Nodes, node => Assert.Contains(node, Words.Nodes.Keys));
            Assert.All(Phone.Noted<ServiceDone>(), done => Assert.Contains(done.Outcome, Words.Outcomes.Keys));
        }
    }

    /// <summary>What people read instead of the names.</summary>
    internal static WordsView Words { get; } = SelfServiceWords.Of(
        Spoken.Manifests[Languages.Chinese], Spoken.Manifests[Languages.English]).With([Menu()]);

    /// <summary>Every node that the journal hears of, in order.</summary>
    internal IEnumerable<string> Nodes => Phone.Notes.SelectMany(note => note switch
    {
        PromptsSpoken spoken => [.. spoken.Passed ?? [], spoken.Node],
        NodeEntered entered => [entered.Node],
        KeyPressed pressed => [pressed.Node],
        _ => Array.Empty<string>(),
    });

    /// <summary>Every key that the journal hears of, in order.</summary>
    internal IEnumerable<string> Keys => Phone.Notes.Select(note => note switch
    {
        PromptsSpoken spoken => spoken.After?.Key,
        KeyPressed pressed => pressed.Key,
        _ => null,
    }).OfType<string>();

    internal async Task<FlowOutcome.HumanRequested> Person(string? from, params string[] script) =>
        Assert.IsType<FlowOutcome.HumanRequested>(await Call(from, script));

    /// <summary>The faults that were logged.</summary>
    internal sealed class FaultLog : ILogger<TelephoneFlow>
    {
        public List<Exception> Faults { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            if (exception is not null)
                Faults.Add(exception);
        }
    }

    /// <summary>The last thing that was heard.</summary>
    internal string Last => Phone.Heard[^1];

    internal bool Heard(string words) => Phone.Heard.Any(h => h.Contains(words, StringComparison.Ordinal));
}
