using TellerLine.Host;

namespace TellerLine.Modules.Host;

public sealed class OwnerOnlyTests : IDisposable
{
    private const UnixFileMode Open = (UnixFileMode)0b111_111_111;
    private const UnixFileMode ForFolders = (UnixFileMode)0b111_000_000;
    private const UnixFileMode ForFiles = (UnixFileMode)0b110_000_000;

    private readonly string _data = Directory.CreateTempSubdirectory("tellerline-").FullName;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public void what_was_open_to_others_is_closed_at_the_start()
    {
        string[] files = [Made("tellerline.db"), Made("tellerline.db-wal"), Made("recordings/2026/a.tlr"),
            Made("run/media.log"), Made("keys/a.key")];
        string[] folders = [_data, .. Directory.EnumerateDirectories(_data, "*", SearchOption.AllDirectories)];
        Array.ForEach(folders, folder => File.SetUnixFileMode(folder, Open));

        DataDirectory.Prepare(_data);

        Assert.All(files, file => Assert.Equal(ForFiles, File.GetUnixFileMode(file)));
        Assert.All(folders, folder => Assert.Equal(ForFolders, File.GetUnixFileMode(folder)));
    }

    [Fact]
    public void what_is_not_ours_keeps_its_mode_and_so_does_what_a_link_points_to()
    {
        var strange = Made("somebody/elses.sh");
        var elsewhere = Made("somebody/far.tlr");
        Directory.CreateDirectory(Path.Combine(_data, "recordings"));
        File.CreateSymbolicLink(Path.Combine(_data, "recordings", "a.tlr"), elsewhere);
        File.SetUnixFileMode(_data, Open);

        DataDirectory.Prepare(_data);

        Assert.Equal(
            [Open, Open, Open],
            [File.GetUnixFileMode(strange), File.GetUnixFileMode(elsewhere), File.GetUnixFileMode(_data)]);
        Assert.Equal(ForFolders, File.GetUnixFileMode(Path.Combine(_data, "recordings")));
    }

    private string Made(string name)
    {
        var path = Path.Combine(_data, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "x");
        File.SetUnixFileMode(path, Open);
        return path;
    }
}
