using System.Net;
using System.Net.Http.Headers;
using TellerLine.Kernel;
using static TellerLine.Modules.Files.AttachmentsTests;

namespace TellerLine.Modules.Files;

public sealed class UploadPlacesTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task who_holds_his_uploads_open_keeps_nobody_else_out()
    {
        await using var web = await Start(DbEngine.Sqlite);
        using var lead = await web.SignedIn("2001");
        using var floor = await web.SignedIn("3001");
        var (files, others) = (await Create(lead), await Create(floor));
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var held = new Held(goOn.Task);
        held.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        List<Task<HttpResponseMessage>> slow =
            [.. Enumerable.Range(1, 3).Select(n => lead.PostAsync($"{files}?name={n}.pdf", held, Ct))];
        for (var tries = 0; Left(web).Count < 3; tries++)
        {
            Assert.True(tries < 2_000, "they did not begin");
            await List(lead, files);
        }

        await Refused(lead, files, "a.pdf", Pdf, "busy", HttpStatusCode.TooManyRequests);
        await Id(await Send(floor, others, "b.pdf", Pdf));
        goOn.SetResult();
        foreach (var one in slow)
            await Id(await one);
        await Id(await Send(lead, files, "a.pdf", Pdf));
    }

    /// <summary>The first half now, the rest when told.</summary>
    private sealed class Held(Task goOn) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(Pdf.AsMemory(0, 1000), Ct);
            await stream.FlushAsync(Ct);
            await goOn;
            await stream.WriteAsync(Pdf.AsMemory(1000), Ct);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = Pdf.Length;
            return true;
        }
    }
}
