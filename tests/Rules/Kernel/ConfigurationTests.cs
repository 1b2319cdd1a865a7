using Microsoft.Extensions.Configuration;
using TellerLine.Kernel;
using TellerLine.Kernel.Core;

namespace TellerLine.Rules.Kernel;

public sealed class ConfigurationTests
{
    [Fact]
    public void a_section_is_read_into_its_record()
    {
        var (options, faults) = Read(
            ("S:Number", "7"), ("s:names:0", "a"), ("S:Names:1", "b"), ("S:Inner:Wide", "true"),
            ("S:Engine", "postgresql"));

        Assert.Empty(faults);
        Assert.Equal((7, true, DbEngine.PostgreSql), (options.Number, options.Inner.Wide, options.Engine));
        Assert.Equal(["a", "b"], options.Names);
    }

    [Fact]
    public void every_fault_is_told_at_once_and_the_rest_is_read()
    {
        var (options, faults) = Read(
            ("S:Nummer", "7"), ("S:Number", "many"), ("S:Engine", "oracle"), ("S:Inner", "flat"),
            ("S:Inner:Wide", "perhaps"), ("S:Text", "kept"));

        Assert.Equal(
            ["S:Engine", "S:Inner", "S:Inner:Wide", "S:Number", "S:Nummer"], faults.Select(f => f.Place).Order());
        Assert.Contains(faults, f => f.ToString() == "S:Number: \"many\"; expected a whole number");
        Assert.Contains(
            faults, f =>
            f.ToString() == "S:Nummer: an unknown key; expected one of Number, Text, Names, Inner, Engine");
        Assert.Equal(("kept", 1), (options.Text, options.Number));
    }

    [Fact]
    public void a_missing_section_is_all_defaults()
    {
        var (options, faults) = Read();

        Assert.Empty(faults);
        Assert.Equal(1, options.Number);
    }

    [Fact]
    public void the_kernels_own_faults_are_all_told_and_no_password_with_them()
    {
        var faults = new KernelOptionsCheck(new KernelOptions
        {
            Node = "node-number-1", DataDirectory = " ", TimeZone = "Asia/Yinchuan",
            PostgreSql = "Password=secret;Nonsense",
        }).Check().ToList();

        Assert.Equal(
            ["Kernel:Node", "Kernel:DataDirectory", "Kernel:TimeZone", "Kernel:PostgreSql"],
            faults.Select(f => f.Place));
        Assert.DoesNotContain(faults, f => f.ToString().Contains("secret"));
        Assert.Empty(new KernelOptionsCheck(new KernelOptions()).Check());
    }

    private static (Options Options, IReadOnlyList<ConfigurationFault> Faults) Read(
        params (string Key, string Value)[] settings) =>
        SectionReader.Read<Options>(new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value))).Build()
            .GetSection("S"));

    private sealed record Options
    {
        public int Number { get; init; } = 1;

        public string Text { get; init; } = "";

        public IReadOnlyList<string> Names { get; init; } = [];

        public Inner Inner { get; init; } = new();

        public DbEngine Engine { get; init; }
    }

    private sealed record Inner
    {
        public bool Wide { get; init; }
    }
}
