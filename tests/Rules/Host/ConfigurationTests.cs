using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Host;
using TellerLine.Kernel;

namespace TellerLine.Rules.Host;

public sealed class ConfigurationTests
{
    [Fact]
    public async Task faults_of_all_sections_are_told_at_once_and_nothing_is_opened()
    {
        var data = Path.Combine(Path.GetTempPath(), $"tellerline-{Guid.NewGuid():N}");
        var fault = await Assert.ThrowsAsync<ConfigurationException>(() => Start(
            $"Kernel:DataDirectory={data}", "Kernel:TimeZone=Mars/Olympus", "Centre:Hotline=ninety",
            "Voice:SipPort=70000", "Routing:RingTimeoutMs=soon",
            "Banking:PinWrongPerDay=0", "SelfService:Tries=9", "Calls:RejoinMs=1", "Customers:ElderlyFrom=7",
            "Access:MaxFailuers=3",
            "Voise:SipPort=5061"));

        string[] places =
        [
            "Kernel:TimeZone", "Centre:Hotline", "Voice:SipPort", "Routing:RingTimeoutMs", "Banking:PinWrongPerDay",
            "SelfService:Tries",
            "Calls:RejoinMs", "Customers:ElderlyFrom", "Access:MaxFailuers", "Voise",
        ];
        Assert.Equal(places.Order(), fault.Faults.Select(f => f.Place).Intersect(places).Order());
        Assert.All(fault.Faults, f => Assert.True(f is { Found.Length: > 0, Expected.Length: > 0 }, f.ToString()));
        Assert.All(places, place => Assert.Contains($"\n  {place}: ", fault.Message));
        Assert.False(Directory.Exists(data));
    }

    [Fact]
    public void what_the_program_brings_with_it_has_no_fault() => Assert.Empty(Faults());

    [Fact]
    public void a_misspelt_section_is_a_fault_that_names_those_there_are()
    {
        var fault = Assert.Single(Faults("Voise:Domain=bank"));
        Assert.Equal(("Voise", "an unknown section"), (fault.Place, fault.Found));
        Assert.Contains("Voice", fault.Expected);
    }

    [Fact]
    public void a_setting_outside_any_section_is_a_fault() =>
        Assert.Equal("Hotline", Assert.Single(Faults("Hotline=95588")).Place);

    [Fact]
    public void a_faulty_value_of_Voice_is_told_with_what_was_found_and_expected() =>
        Assert.Equal(
            new ConfigurationFault("Voice:MaxCalls", "\"many\"", "a whole number"),
            Assert.Single(Faults("Voice:MaxCalls=many")));

    private static List<ConfigurationFault> Faults(params string[] settings)
    {
        using var app = (IDisposable)Built(settings);
        return [.. ((WebApplication)app).Services.GetServices<ICheckConfiguration>()
            .SelectMany(check => check.Check())];
    }

    private static async Task Start(params string[] settings)
    {
        await using var app = Built(settings);
        await app.Services.StartKernel();
    }

    private static WebApplication Built(string[] settings) =>
        Unset.Build(settings);
}
