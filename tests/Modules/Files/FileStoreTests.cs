using Dapper;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Files;
using TellerLine.Kernel;

namespace TellerLine.Modules.Files;

/// <summary>Bytes on disk: whole, encrypted, once; and what a killed program leaves.</summary>
public sealed class FileStoreTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(65_537)]
    [InlineData(131_072)]
    [InlineData(300_001)]
    public async Task what_was_kept_is_read_back_from_anywhere_and_a_changed_byte_is_noticed(int size)
    {
        await using var kernel = await Start();
        var files = kernel.Services.GetRequiredService<IFileStore>();
        var content = Content(size);
        var hash = await Keep(files, content);
        Assert.Equal(AttachmentsTests.HashOf(content), hash);
        await using (var read = await files.Open(hash, Ct))
        {
            Assert.Equal(size, read!.Length);
            var all = new MemoryStream();
            await read.CopyToAsync(all, Ct);
            Assert.Equal(content, all.ToArray());
            foreach (var at in new[] { 0, size / 2, size - 1 }.Where(at => at >= 0 && at < size))
            {
                read.Position = at;
                Assert.Equal(content[at], read.ReadByte());
            }
        }
        var path = Path.Combine(kernel.DataDirectory, "files", hash[..2], hash);
        var stored = await File.ReadAllBytesAsync(path, Ct);
        foreach (var at in new[] { 0, 10, 36, stored.Length - 1 })
        {
            var altered = stored.ToArray();
            altered[at] ^= 1;
            await File.WriteAllBytesAsync(path, altered, Ct);
            await Assert.ThrowsAnyAsync<IOException>(() => ReadAll(files, hash));
        }
        if (size > 65_536)
        {
            await File.WriteAllBytesAsync(path, stored[..(36 + 65_552)], Ct);
            await Assert.ThrowsAnyAsync<IOException>(() => ReadAll(files, hash));
        }
        await File.WriteAllBytesAsync(path, stored, Ct);
        Assert.Equal(size, await ReadAll(files, hash));
        var other = await Keep(files, Content(size + 1));
        File.Copy(path, Path.Combine(kernel.DataDirectory, "files", other[..2], other), overwrite: true);
        await Assert.ThrowsAnyAsync<IOException>(() => ReadAll(files, other));
        Assert.Null(await files.Open(new string('0', 64), Ct));
    }

    [Fact]
    public async Task a_draft_that_is_not_kept_is_gone_and_one_of_a_dead_program_goes_at_the_next_start()
    {
        await using var kernel = await Start();
        var files = kernel.Services.GetRequiredService<IFileStore>();
        await using (var given = files.Begin())
            await given.Write(Content(100_000), Ct);
        Assert.Empty(Drafts(kernel));
        var left = files.Begin();
        await left.Write(Content(100_000), Ct);
        Assert.Single(Drafts(kernel));
        await using var again = await kernel.Another();
        Assert.Empty(Drafts(kernel));
        await left.DisposeAsync();
    }

    [Theory, BothEngines]
    public async Task a_content_whose_program_died_before_its_row_goes_in_the_night(DbEngine engine)
    {
        var time = new FakeTime();
        await using var kernel = await TestKernel.Start(
            engine, (s, c) => s.AddSingleton<TimeProvider>(time).AddFiles(c));
        var files = kernel.Services.GetRequiredService<IFileStore>();
        var hash = await Keep(files, Content(10));
        var sweep = kernel.Services.GetRequiredService<FilesSweep>();
        time.Advance(TimeSpan.FromMinutes(59));
        await sweep.Run(Ct);
        await using (var kept = await files.Open(hash, Ct))
            Assert.NotNull(kept);
        time.Advance(TimeSpan.FromMinutes(2));
        await sweep.Run(Ct);
        Assert.Null(await files.Open(hash, Ct));
    }

    [Fact]
    public async Task a_full_disk_takes_no_more_files_before_the_database_has_no_room()
    {
        await using var kernel = await Start(("Kernel:FreeSpaceFaultMb", "900000000"), ("Kernel:FreeSpaceWarningMb", "900000000"));
        Assert.Throws<FileStoreFullException>(() => kernel.Services.GetRequiredService<IFileStore>().Begin());
    }

    [Theory, BothEngines]
    public async Task what_was_stored_before_there_was_a_scanner_is_scanned_when_there_is_one(DbEngine engine)
    {
        await using var clamd = await Clamd.Started();
        await using var kernel = await TestKernel.Start(engine, (s, c) => s.AddFiles(c));
        var hash = await Keep(kernel.Services.GetRequiredService<IFileStore>(), Clamd.Eicar);
        await kernel.Db.Write(scope => scope.Connection.Execute(
            "INSERT INTO file_scan (hash, size, state, at_us) VALUES (@hash, 68, 'none', 0)", new { hash },
            scope.Transaction), Ct);
        await using var again = await kernel.Another(settings: ("Files:ClamAv", clamd.Socket));
        Assert.Equal(("waiting", ""), await State(again, hash));
        var runner = again.Services.GetRequiredService<DueRunner>();
        await runner.StartAsync(Ct);
        while ((await State(again, hash)).State == "waiting")
            Ct.ThrowIfCancellationRequested();
        await runner.StopAsync(Ct);
        Assert.StartsWith("House.Eicar", (await State(again, hash)).Finding, StringComparison.Ordinal);
    }

    private static Task<(string State, string Finding)> State(TestKernel kernel, string hash) => kernel.Db.Read(
        c => c.QuerySingle<(string, string)>("SELECT state, finding FROM file_scan WHERE hash = @hash", new { hash }), Ct);

    private static Task<TestKernel> Start(params (string, string)[] settings) =>
        TestKernel.Start(DbEngine.Sqlite, (s, c) => s.AddFiles(c), settings);

    private static string[] Drafts(TestKernel kernel) =>
        Directory.GetFiles(Path.Combine(kernel.DataDirectory, "files", "drafts"));

    private static byte[] Content(int size)
    {
        var content = new byte[size];
        new Random(size).NextBytes(content);
        return content;
    }

    private static async Task<string> Keep(IFileStore files, byte[] content)
    {
        await using var draft = files.Begin();
        foreach (var piece in content.Chunk(10_007))
            await draft.Write(piece, Ct);
        Assert.Equal(content.Length, draft.Size);
        await draft.Keep(Ct);
        return await draft.Finish(Ct);
    }

    private static async Task<long> ReadAll(IFileStore files, string hash)
    {
        await using var read = await files.Open(hash, Ct);
        var all = new MemoryStream();
        await read!.CopyToAsync(all, Ct);
        return all.Length;
    }
}
