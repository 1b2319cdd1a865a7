using TellerLine.Journeys.Peers;

namespace TellerLine.Journeys;

/// <summary>
/// Lists, records and forms in the browser, by the smallest capability made of them: written with faults, saved,
/// changed by two at once, published, read and counted.
/// </summary>
[Trait("journey", "announcements")]
[Collection(nameof(AnnouncementsJourney))]
public sealed class AnnouncementsJourney : Journey
{
    private const string Page = "/announcements";

    [Fact(Timeout = 180_000)]
    public async Task an_announcement_is_written_changed_by_two_published_and_read()
    {
        await using var centre = await CentreUnderTest.Start();
        await using var writer = await Chromium.SignedIn(centre, "3001");
        await using var other = await Chromium.SignedIn(centre, "9001");
        await using var reader = await Chromium.SignedIn(centre, "1001", "en");

        await writer.Go(centre.Url + Page);
        await writer.Click("announcement-new");
        await writer.See("form");
        await writer.Click("form-submit");
        await writer.See("form-faults");
        Assert.Equal("请填写标题\n请填写正文", await writer.Text("form-faults"));
        await writer.Type("field-title", "利率");
        await writer.Go(centre.Url + Page + "/new");
        await writer.Until("document.querySelector('[data-testid=\"field-title\"]')?.value === '利率'");
        await writer.Type("field-text", "一年期 1.35%");
        await writer.Click("form-submit");
        await writer.See("record-publish");
        var record = (string)(await writer.Run("location.pathname"))!;

        await other.Go(centre.Url + record);
        await other.Click("record-change");
        await other.See("form");
        await Change(writer, "，自十二月");
        await other.Type("field-title", "（旧稿）");
        await other.Click("form-submit");
        await other.See("form-conflict");
        Assert.Contains("利率，自十二月", await other.Text("form-conflict"), StringComparison.Ordinal);
        await other.Click("conflict-theirs");
        await other.Until("document.querySelector('h1')?.innerText === '利率，自十二月'");
        await Change(other, "起");

        await writer.Go(centre.Url + record);
        var rates = await Attach(centre, writer);
        await writer.Click("record-publish");
        await State(writer, "published");
        await writer.Until("document.querySelector('[data-testid=\"files-add\"]').disabled");
        await writer.Until("document.querySelector('[data-testid=\"record-change\"]').disabled");

        await reader.Go(centre.Url + Page + "?read=no");
        Assert.Contains("not read", await reader.Text("announcements-row"), StringComparison.Ordinal);
        await reader.Go(centre.Url + record);
        await Download(reader, rates);
        await reader.Click("record-acknowledge");
        await reader.Until("document.querySelector('[data-testid=\"record-acknowledge\"]').disabled");
        await reader.Go(centre.Url + Page + "?read=no");
        await reader.Gone("announcements-row");
        await writer.Go(centre.Url + record);
        await writer.Until("document.querySelector('.record-facts')?.innerText.includes('已读人数\\n1')");
        Say($"{centre.Events("announcement.read").Count} has read it");
    }

    /// <summary>Three at once: one is not what it is called, one is removed again, one stays.</summary>
    private static async Task<string> Attach(CentreUnderTest centre, Chromium writer)
    {
        var folder = Directory.CreateDirectory(Path.Combine(centre.Data, "..", Path.GetFileName(centre.Data) + "-mine"));
        string PathOf(string name) => Path.Combine(folder.FullName, name);
        await File.WriteAllTextAsync(PathOf("利率表.pdf"), "%PDF-1.7\n" + new string('x', 3_000_000));
        await File.WriteAllTextAsync(PathOf("旧表.csv"), "一年期,1.45%\n");
        await File.WriteAllTextAsync(PathOf("假图.png"), "%PDF-1.7\n");
        await writer.Choose("files-input", PathOf("利率表.pdf"), PathOf("假图.png"), PathOf("旧表.csv"));
        await writer.Until("document.querySelectorAll('[data-testid=\"file\"]').length === 2");
        Assert.Contains("名称是 .png，内容却是PDF 文件", await writer.Text("file-fault"), StringComparison.Ordinal);
        await writer.Run("[...document.querySelectorAll('[data-testid=\"file-remove\"]')].at(-1).click()");
        await writer.Type("why", "用新表");
        await writer.Click("why-ok");
        await writer.Until("document.querySelectorAll('[data-testid=\"file\"]').length === 1");
        return PathOf("利率表.pdf");
    }

    private static async Task Download(Chromium reader, string rates)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(rates)!, "got")).FullName;
        await reader.DownloadTo(folder);
        using var watch = new FileSystemWatcher(folder) { EnableRaisingEvents = true };
        var there = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Look(string? name)
        {
            if (name == "利率表.pdf")
                there.TrySetResult();
        }
        watch.Created += (_, e) => Look(e.Name);
        watch.Renamed += (_, e) => Look(e.Name);
        await reader.Click("file-download");
        await there.Task.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Equal(
            await File.ReadAllBytesAsync(rates), await File.ReadAllBytesAsync(Path.Combine(folder, "利率表.pdf")));
        await reader.Gone("files-add");
        Say("the reader has the file, byte by byte");
        Directory.Delete(Path.GetDirectoryName(rates)!, recursive: true);
    }

    private static async Task Change(Chromium browser, string more)
    {
        await browser.Click("record-change");
        await browser.Type("field-title", more);
        await browser.Click("form-submit");
        await browser.Gone("form");
    }

    private static Task State(Chromium browser, string state) => browser.Until(
        $"document.querySelector('[data-testid=\"record-state\"]')?.dataset.state === '{state}'");
}
