using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using TellerLine.Contacts;
using TellerLine.Desks;
using TellerLine.Customers;
using TellerLine.Host;
using TellerLine.Routing;
using TellerLine.Rules.Architecture;

namespace TellerLine.Rules.Host;

public sealed class ApiDocumentTests
{
    [Fact]
    public async Task the_committed_document_is_what_the_program_writes()
    {
        await using var app = Centre.Build(CommandLine.Parse([]));
        var written = await ApiDocument.Write(app);
        Assert.True(
            Tree.Read("web/openapi.json") == written,
            "web/openapi.json is not what the program says of itself: ./dev types");
    }

    [Fact]
    public void every_record_of_the_hub_is_in_the_document()
    {
        using var document = JsonDocument.Parse(Tree.Read("web/openapi.json"));
        var records = document.RootElement.GetProperty("components").GetProperty("schemas");
        var desk = records.GetProperty(nameof(DeskState)).GetProperty("properties");
        Assert.Equal("#/components/schemas/DeskPhone", desk.GetProperty("phone").GetProperty("$ref").GetString());
        Assert.Equal("null", desk.GetProperty("call").GetProperty("oneOf")[0].GetProperty("type").GetString());
        Assert.True(records.TryGetProperty(nameof(DeskClaimAnswer), out _));
        Assert.DoesNotContain(
            document.RootElement.GetProperty("paths").EnumerateObject(),
            path => path.Name.StartsWith("/hub", StringComparison.Ordinal));
    }

    [Fact]
    public void a_desk_can_say_every_state_and_no_other()
    {
        var states = Enum.GetNames<AgentState>().Except([nameof(AgentState.LoggedOut), nameof(AgentState.Reserved)]);
        Assert.Equal(
            [.. states.Select(Camel).Append("signedOut").Order()], Words(typeof(DeskState), nameof(DeskState.State)));
    }

    [Theory]
    [InlineData(typeof(DeskCaller), nameof(DeskCaller.Identification))]
    [InlineData(typeof(DeskOffer), nameof(DeskOffer.Identification))]
    [InlineData(typeof(DeskCall), nameof(DeskCall.Identification))]
    [InlineData(typeof(ContactIdentification), nameof(ContactIdentification.Level))]
    public void every_level_of_identification_can_be_said_and_no_other(Type record, string property) =>
        Assert.Equal(
            [.. Enum.GetNames<IdentificationLevel>().Select(Camel).Append("none").Distinct().Order()],
            Words(record, property));

    private static IEnumerable<string> Words(Type record, string property) =>
        record.GetProperty(property)!.GetCustomAttribute<AllowedValuesAttribute>()!.Values.Cast<string>().Order();

    private static string Camel(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);
}
