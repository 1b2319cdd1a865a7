using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Banking;
using TellerLine.Calls;
using TellerLine.Contacts;
using TellerLine.Customers;
using TellerLine.Definitions;
using TellerLine.Kernel;

namespace TellerLine.Modules.Contacts;

/// <summary>A consultation's recording: shown with who took part, heard by whom the bank's rule lets.</summary>
public sealed class ApartPlayingTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("contact", HttpStatusCode.OK)]
    [InlineData("leads", HttpStatusCode.Forbidden)]
    public async Task it_stands_beside_the_contacts_own_and_the_rule_says_who_hears_it(
        string heardBy, HttpStatusCode agents)
    {
        await using var web = await WebUnderTest.Start(
            (services, configuration) => services.AddCustomers(configuration).AddBanking(configuration)
                .AddDefinitions(configuration).AddContacts(configuration)
                .AddSingleton<IRecordingFiles, RecordedFiles>()
                .AddSingleton<IDefinitions>(new RecordedBy(
                    new RecordingPolicy([new(null, null, "all", "凭证", "evidence")], [])
                    {
                        Consultations = new(true, heardBy),
                    })),
            routes => routes.MapContacts());
        var own = await PlayingTests.Record(Path.Combine(web.Data, "recordings", "one.tlr"), seconds: 2);
        var apart = await PlayingTests.Record(Path.Combine(web.Data, "recordings", "two.tlr"), seconds: 1, "rec-2");
        SegmentBegun together = new("consult",
        [
            new("customer", null, null, true, []), new("agent", "1001", null, false, [2]),
            new("consulted", "1002", null, false, [1]),
        ]);
        object[] story = [
            new ContactArrived("voice", "138****0001", "95000", "sip", "leg"), new ContactAnswered(),
            new RecordingStarted("rec-1", "recordings/one.tlr"),
            new ContactQueued("service", 0, false, 0, "request"), new ContactConnected("1001", "leg", 1),
            new ConsultationBegun("1001", "c-1", "agent", "1002", false),
            new RecordingStarted("rec-2", "recordings/two.tlr") { Consultation = "c-1" },
            new ConsultationOver("1001", "c-1", "1002", "dropped"),
            new RecordingFinalised("rec-2", "recordings/two.tlr", apart.DurationMs, apart.Sha256, 0),
            new RecordingFinalised("rec-1", "recordings/one.tlr", own.DurationMs, own.Sha256, 0)];
        web.Journal.Post("contact/n1-a", together, atUs: Clock.ToUs(DateTimeOffset.UnixEpoch.AddDays(20_000)));
        foreach (var happened in story)
            await web.Journal.Append("contact/n1-a", happened, ct: Ct);
        await web.Projections.CatchUp(Ct);

        using var lead = await web.SignedIn("2001");
        var shown = (await lead.GetFromJsonAsync<ContactDetail>("/api/contacts/n1-a", Ct))!.Recordings;
        Assert.Null(shown.Single(one => one.Id == "rec-1").Consultation);
        var consultation = shown.Single(one => one.Id == "rec-2");
        Assert.Equal(("1001", "1002"), (consultation.Consultation!.Agent, consultation.Consultation.Whom));
        Assert.NotNull(consultation.Consultation.WhomName);
        Assert.Equal("consult", Assert.Single(consultation.Segments).Kind);

        using var agent = await web.SignedIn("1001");
        Assert.Equal(HttpStatusCode.OK, await Play(lead, "rec-2"));
        Assert.Equal(HttpStatusCode.OK, await Play(agent, "rec-1"));
        Assert.Equal(agents, await Play(agent, "rec-2"));
        using var peaks = await agent.GetAsync("/api/recordings/rec-2/peaks", Ct);
        Assert.Equal(agents, peaks.StatusCode);
        Assert.Equal(agents == HttpStatusCode.OK ? 3 : 2, (await web.Audit()).Count(row => row.Action == "recording.played"));
    }

    private static async Task<HttpStatusCode> Play(HttpClient client, string id)
    {
        using var response = await client.PostAsJsonAsync(
            $"/api/recordings/{id}/playings", new { purpose = "review" }, Ct);
        return response.StatusCode;
    }
}
