using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Banking;
using TellerLine.Calls;
using TellerLine.Contacts;
using TellerLine.Customers;
using TellerLine.Definitions;
using TellerLine.Kernel;
using TellerLine.Voice.Media;
using TellerLine.Voice.Media.Recording;

namespace TellerLine.Modules.Contacts;

/// <summary>Recordings over HTTP: who hears them says why, and it is written down.</summary>
public sealed class PlayingTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task no_byte_is_given_out_without_a_purpose_and_each_playing_is_written_down()
    {
        await using var web = await Start();
        await Recorded(web);
        using var lead = await web.SignedIn("2001");
        using var other = await web.SignedIn("3001");

        // A player that begins behind the first byte is a player all the same.
        Assert.Equal((400, "purposeMissing"), await Refusal(await Audio(lead, "", from: 1)));
        foreach (var purpose in (string?[])[null, "", "curiosity"])
            Assert.Equal((400, "purposeMissing"), await Refusal(await Play(lead, purpose)));
        Assert.Empty(await web.Audit());

        var key = await Begun(lead, "complaint");
        using (var part = await Audio(lead, key, from: 1))
        {
            Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
            Assert.Equal(1, part.Content.Headers.ContentRange!.From);
            Assert.Equal("IFF"u8.ToArray(), (await part.Content.ReadAsByteArrayAsync(Ct))[..3]);
        }

        Assert.Equal([("2001", "recording.played", "rec-1")], await web.Audit());
        Assert.Equal(
            new RecordingPlayed("rec-1", "2001", "complaint"),
            (await web.Journal.ReadStream("contact/n1-a", ct: Ct))[^1].As<RecordingPlayed>());
        // The key is his, and for this recording.
        Assert.Equal((400, "purposeMissing"), await Refusal(await Audio(other, key, from: 0)));
    }

    [Fact]
    public async Task a_file_that_was_changed_is_refused_and_that_too_is_written_down()
    {
        await using var web = await Start();
        var path = await Recorded(web);
        using var lead = await web.SignedIn("2001");
        var bytes = await File.ReadAllBytesAsync(path, Ct);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(path, bytes, Ct);

        Assert.Equal((409, "recordingBroken"), await Refusal(await Play(lead, "dispute")));
        Assert.Equal([("2001", "recording.broken", "rec-1")], await web.Audit());
    }

    [Fact]
    public async Task a_whole_file_that_is_not_the_one_that_was_sealed_is_refused()
    {
        await using var web = await Start();
        var path = await Recorded(web);
        using var lead = await web.SignedIn("2001");
        File.Delete(path);
        await Record(path, seconds: 2);

        Assert.Equal((409, "recordingBroken"), await Refusal(await Play(lead, "dispute")));
        File.Delete(path);
        using var gone = await Play(lead, "dispute");
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Fact]
    public async Task a_pin_said_aloud_is_in_nothing_that_is_given_out_and_the_recording_is_what_was_sealed()
    {
        await using var web = await Start();
        await Recorded(web);
        var startedUs = Clock.ToUs(DateTimeOffset.UnixEpoch.AddDays(20_000));
        web.Journal.Post("contact/n1-a", new PinSpoken("1001", startedUs + 300_000), atUs: startedUs + 500_000);
        web.Journal.Post("contact/n1-a", new PinSpokenOver("1001", "released"), atUs: startedUs + 600_000);
        await web.Journal.Append("contact/n1-a", new ContactEnded("agent", "conversation", 0), ct: Ct);
        using var lead = await web.SignedIn("2001");

        var key = await Begun(lead, "complaint");
        using var audio = await Audio(lead, key, from: 0);
        var wav = (await audio.Content.ReadAsByteArrayAsync(Ct))[44..];
        var left = Enumerable.Range(0, wav.Length / 4).Select(i => BitConverter.ToInt16(wav, i * 4)).ToArray();
        Assert.All(left[(300 * 8)..(600 * 8)], sample => Assert.Equal(0, sample));
        Assert.All(left[100..(300 * 8)], sample => Assert.NotEqual(0, sample));
        Assert.All(left[(602 * 8)..(900 * 8)], sample => Assert.NotEqual(0, sample));

        var peaks = await lead.GetFromJsonAsync<RecordingPeaks>("/api/recordings/rec-1/peaks?points=10", Ct);
        Assert.Equal((0, 0), (peaks!.Left[4], peaks.Right[4]));
        Assert.True(peaks.Left[1] > 0 && peaks.Left[8] > 0);
        Assert.Equal([("pinSpoken", 300L, 600L)], peaks.Silences.Select(one => (one.Cause, one.FromMs, one.ToMs)));
    }

    [Fact]
    public async Task who_sees_a_contact_outside_his_reach_is_told_so_and_others_learn_nothing()
    {
        await using var web = await Start();
        await Recorded(web, agent: null);
        using var floor = await web.SignedIn("3001");
        using var agent = await web.SignedIn("1002");

        Assert.Equal((403, "forbidden"), await Refusal(await floor.GetAsync("/api/recordings/rec-1/peaks", Ct)));
        Assert.Equal((403, "forbidden"), await Refusal(await Play(floor, "review")));
        Assert.Equal((404, "unknown"), await Refusal(await agent.GetAsync("/api/recordings/rec-1/peaks", Ct)));
        Assert.Equal((404, "unknown"), await Refusal(await Play(agent, "review")));
        Assert.Empty(await web.Audit());
    }

    /// <remarks>PostgreSQL takes no zero in a text: what can stand nowhere is not asked for.</remarks>
    [Theory]
    [InlineData("startedAt.from=0001-01-01")]
    [InlineData("startedAt.to=9999-12-31")]
    [InlineData("day=2026-03-02")]
    [InlineData("agent=%00")]
    [InlineData("q=%00")]
    [InlineData("callerMasked=138")]
    [InlineData("sort=customerName")]
    public async Task a_list_that_cannot_be_is_refused_with_the_reason(string asked)
    {
        await using var web = await Start();
        using var lead = await web.SignedIn("2001");
        foreach (var list in (string[])["contacts", "contacts/count", "contacts/file"])
            Assert.Equal((400, "badQuery"), await Refusal(await lead.GetAsync($"/api/{list}?{asked}", Ct)));
    }

    [Fact]
    public async Task a_list_is_of_ones_reach_and_its_file_is_masked_and_written_down()
    {
        await using var web = await Start();
        await Recorded(web);
        using var lead = await web.SignedIn("2001");
        using var other = await web.SignedIn("1004");
        var mine = await lead.GetFromJsonAsync<JsonElement>("/api/contacts?startedAt.from=2026-03-02&q=n1-a", Ct);
        Assert.True(Assert.Single(mine.GetProperty("rows").EnumerateArray()).GetProperty("recorded").GetBoolean());
        Assert.Empty((await other.GetFromJsonAsync<JsonElement>("/api/contacts", Ct)).GetProperty("rows").EnumerateArray());
        Assert.Equal(0, (await other.GetFromJsonAsync<JsonElement>("/api/contacts/count", Ct)).GetProperty("total").GetInt32());
        var file = await lead.GetStringAsync("/api/contacts/file?columns=agent,talkMs,recorded&language=en", Ct);
        Assert.Equal("Agent,Talk (s),Recording\r\n1001,,yes\r\n", file);
        Assert.Equal([("2001", "list.exported", "list/contacts")], await web.Audit());
    }

    [Theory]
    [InlineData("1001", "1001")]
    [InlineData("2001", "1001 1002 1003")]
    public async Task a_list_is_asked_for_the_agents_within_ones_reach(string user, string agents)
    {
        await using var web = await Start();
        using var client = await web.SignedIn(user);
        var listed = await client.GetFromJsonAsync<List<ContactAgent>>("/api/contacts/agents", Ct);
        Assert.Equal(agents, string.Join(' ', listed!.Select(agent => agent.Number)));
        Assert.All(listed!, agent => Assert.NotEqual(agent.Name.Zh, agent.Name.En));
    }

    private static Task<WebUnderTest> Start() => WebUnderTest.Start(
        (services, configuration) => services.AddCustomers(configuration).AddBanking(configuration)
            .AddDefinitions(configuration).AddContacts(configuration).AddSingleton<IRecordingFiles, RecordedFiles>(),
        routes => routes.MapContacts());

    /// <summary>A contact with a recording of a second.</summary>
    /// <param name="agent">1001 is of team 1; null: the caller left the queue.</param>
    private static async Task<string> Recorded(WebUnderTest web, string? agent = "1001")
    {
        var path = Path.Combine(web.Data, "recordings", "one.tlr");
        var done = await Record(path, seconds: 1);
        object[] story = [
            new ContactArrived("voice", "138****0001", "95000", "sip", "leg"), new ContactAnswered(),
            new ContactQueued("service", 0, false, 0, "request"),
            .. agent is null ? [] : new object[] { new ContactConnected(agent, "leg", 1) },
            new RecordingStarted("rec-1", "recordings/one.tlr"),
            new RecordingFinalised("rec-1", "recordings/one.tlr", done.DurationMs, done.Sha256, 0)];
        foreach (var happened in story)
            await web.Journal.Append("contact/n1-a", happened, ct: Ct);
        await web.Projections.CatchUp(Ct);
        return path;
    }

    internal static async Task<TellerLine.Voice.RecordingSealed> Record(
        string path, int seconds, string id = "rec-1", DateTimeOffset? startedAt = null)
    {
        var file = new RecordingFile(id, "leg-1", path, startedAt ?? DateTimeOffset.UnixEpoch.AddDays(20_000));
        var pool = new ChunkPool();
        pool.Add([new ChunkBuffer(), new ChunkBuffer()]);
        var recorder = new LegRecorder(file, pool);
        recorder.Begin(0);
        var scratch = new byte[64 << 10];
        for (var packet = 0; packet <= seconds * 50; packet++)
        {
            if (packet < seconds * 50)
                recorder.Received(new byte[160], G711.Pcma, 9, (uint)packet * 160, packet * 20_000);
            else
                recorder.Finish(packet * 20_000);
            recorder.Tick(packet * 20_000);
            while (pool.Work.TryTake(out var work))
            {
                if (work.Chunk is { } chunk)
                {
                    work.File.Write(chunk, work.EndSample, scratch);
                    pool.GiveBack(chunk);
                }
                else
                    work.File.Seal(work.EndSample, scratch);
            }
        }

        return await file.Sealed;
    }

    private static Task<HttpResponseMessage> Play(HttpClient client, string? purpose) =>
        client.PostAsJsonAsync("/api/recordings/rec-1/playings", new { purpose }, Ct);

    private static async Task<string> Begun(HttpClient client, string purpose)
    {
        using var response = await Play(client, purpose);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<PlayingView>(Ct))!.Audio.Split("playing=")[1];
    }

    private static async Task<HttpResponseMessage> Audio(HttpClient client, string key, int from)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Get, "/api/recordings/rec-1/audio" + (key.Length > 0 ? "?playing=" + key : ""));
        request.Headers.Range = new RangeHeaderValue(from, null);
        return await client.SendAsync(request, Ct);
    }

    private static async Task<(int Status, string? Code)> Refusal(HttpResponseMessage response)
    {
        using (response)
        {
            Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
            var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Ct);
            return ((int)response.StatusCode, problem.GetProperty("code").GetString());
        }
    }
}
