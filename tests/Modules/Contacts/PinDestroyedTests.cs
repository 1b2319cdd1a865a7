using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Banking;
using TellerLine.Calls;
using TellerLine.Contacts;
using TellerLine.Customers;
using TellerLine.Definitions;
using TellerLine.Kernel;
using TellerLine.Voice.Media.Recording;

namespace TellerLine.Modules.Contacts;

/// <summary>A PIN said aloud that the bank wants destroyed: gone from the file, which proves all the rest.</summary>
public sealed class PinDestroyedTests
{
    private const string Stream = "contact/n1-a";
    private static readonly long StartedUs = Clock.ToUs(DateTimeOffset.UnixEpoch.AddDays(20_000));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task it_is_gone_once_the_recording_is_sealed_the_rest_plays_and_no_other_part_may_be_missing()
    {
        await using var web = await Start("destroyed");
        var path = Path.Combine(web.Data, "recordings", "one.tlr");
        var done = await PlayingTests.Record(path, seconds: 5);
        await Begun(web);
        await Marked(web);
        var told = new TaskCompletionSource<PinDestroyed>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var following = web.Journal.Follow(row =>
        {
            if (row.Kind == "contact.pinDestroyed")
                told.TrySetResult(row.As<PinDestroyed>());
        });
        await web.Journal.Append(
            Stream, new RecordingFinalised("rec-1", "recordings/one.tlr", done.DurationMs, done.Sha256, 0), ct: Ct);
        await web.Get<ISpokenPins>().Sealed("n1-a");
        var destroyed = await told.Task.WaitAsync(TimeSpan.FromSeconds(20), Ct);
        Assert.Equal("rec-1", destroyed.RecordingId);
        Assert.Equal([1, 2], destroyed.Chunks);
        Assert.Equal([("1001", "recording.pinDestroyed", "rec-1")], await web.Audit());

        using (var reader = RecordingReader.Open(path))
        {
            Assert.Null(reader.Verify());
            Assert.Equal(done.Sha256, reader.Info.Sha256);
            Assert.Equal([new AudioSpan(800, 2_400)], reader.Info.Destroyed);
        }
        using var lead = await web.SignedIn("2001");
        Assert.Equal(HttpStatusCode.OK, (await Play(lead)).Status);
        var peaks = await lead.GetFromJsonAsync<RecordingPeaks>("/api/recordings/rec-1/peaks?points=50", Ct);
        Assert.Contains(peaks!.Silences, one => (one.Cause, one.FromMs, one.ToMs) == ("destroyed", 800, 2_400));
        Assert.Equal((0, 0), (peaks.Left[12], peaks.Left[20]));
        Assert.True(peaks.Left[5] > 0 && peaks.Left[40] > 0);

        // Whoever blanks another part in the same way is found out.
        RecordingDestruction.Destroy(path, [new AudioSpan(4_000, 4_100)]);
        Assert.Equal((HttpStatusCode.Conflict, "recordingBroken"), await Play(lead));
    }

    [Fact]
    public async Task what_is_to_be_kept_sealed_stays_in_the_file()
    {
        await using var web = await Start("sealed");
        var path = Path.Combine(web.Data, "recordings", "one.tlr");
        var done = await PlayingTests.Record(path, seconds: 5);
        await Begun(web);
        await Marked(web);
        await web.Journal.Append(
            Stream, new RecordingFinalised("rec-1", "recordings/one.tlr", done.DurationMs, done.Sha256, 0), ct: Ct);
        await web.Get<ISpokenPins>().Sealed("n1-a");
        Assert.False((await web.Journal.ReadStream(Stream, ct: Ct)).Single(
            row => row.Kind == "contact.pinSpoken").As<PinSpoken>().Destroy);
        Assert.Empty(await Due(web));
        using var reader = RecordingReader.Open(path);
        Assert.Empty(reader.Info.Destroyed);
    }

    [Fact]
    public async Task a_mark_is_not_forgotten_and_waits_for_the_seal()
    {
        await using var web = await Start("destroyed");
        await PlayingTests.Record(Path.Combine(web.Data, "recordings", "one.tlr"), seconds: 5);
        await Begun(web);
        await Marked(web);
        Assert.Equal(["n1-a"], await Due(web));
        // Tried before anybody has sealed it, it is due again and nothing was touched.
        var row = new DueRow("x", SpokenPins.Kind.Name, "n1-a", "", 0, 0, """{"agent":"1001"}""");
        var after = await web.Get<SpokenPins>().Act(row, Ct);
        await web.Db.Write(scope =>
        {
            after(scope);
            return 0;
        }, Ct);
        Assert.Equal(["n1-a"], await Due(web));
        Assert.DoesNotContain(await web.Journal.ReadStream(Stream, ct: Ct), one => one.Kind == "contact.pinDestroyed");
    }

    private static async Task<IEnumerable<string>> Due(WebUnderTest web) =>
        (await web.Get<IDueTimes>().Look(10, Ct)).Next.Where(one => one.Kind == SpokenPins.Kind.Name)
        .Select(one => one.Key);

    private static async Task Marked(WebUnderTest web)
    {
        var record = new ContactRecord("n1-a", web.Journal, TimeProvider.System);
        await web.Get<ISpokenPins>().Marked(record, "1001", StartedUs + 1_000_000, null);
        web.Journal.Post(Stream, new PinSpokenOver("1001", "released"), atUs: StartedUs + 2_000_000);
    }

    private static async Task Begun(WebUnderTest web)
    {
        object[] story = [
            new ContactArrived("voice", "138****0001", "95000", "sip", "leg"), new ContactAnswered(),
            new ContactQueued("service", 0, false, 0, "request"), new ContactConnected("1001", "leg", 1),
            new RecordingStarted("rec-1", "recordings/one.tlr")];
        foreach (var happened in story)
            await web.Journal.Append(Stream, happened, ct: Ct);
        await web.Projections.CatchUp(Ct);
    }

    private static Task<WebUnderTest> Start(string pinSpoken) => WebUnderTest.Start(
        (services, configuration) => services.AddCustomers(configuration).AddBanking(configuration)
            .AddDefinitions(configuration).AddContacts(configuration).AddSingleton<IRecordingFiles, RecordedFiles>()
            .AddSingleton<IDefinitions>(new RecordedBy(
                new RecordingPolicy([new(null, null, "all", "凭证", "evidence")], []) { PinSpoken = pinSpoken })),
        routes => routes.MapContacts());

    private static async Task<(HttpStatusCode Status, string? Code)> Play(HttpClient client)
    {
        using var response = await client.PostAsJsonAsync(
            "/api/recordings/rec-1/playings", new { purpose = "review" }, Ct);
        var body = await response.Content.ReadFromJsonAsync<JsonElement>(Ct);
        return (response.StatusCode, body.TryGetProperty("code", out var code) ? code.GetString() : null);
    }
}

/// <summary>The bank's rules of recording, as a test wants them.</summary>
internal sealed class RecordedBy(RecordingPolicy policy) : IDefinitions
{
    public InForce<T> Now<T>(DefinitionKind<T> kind, string key = DefinitionKeys.Main)
        where T : class => new(kind.Name, key, 1, 0, (T)(object)policy);

    public InForce<T> At<T>(DefinitionKind<T> kind, string key, long atUs)
        where T : class => Now(kind, key);

    public IReadOnlyList<InForce<T>> History<T>(DefinitionKind<T> kind, string key = DefinitionKeys.Main)
        where T : class => [Now(kind, key)];

    public IReadOnlyList<string> Keys(DefinitionKind kind) => [DefinitionKeys.Main];
}
