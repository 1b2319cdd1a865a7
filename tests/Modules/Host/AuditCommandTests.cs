using Microsoft.Data.Sqlite;

namespace TellerLine.Modules.Host;

/// <summary>The built program proves its audit trail.</summary>
public sealed class AuditCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tellerline-").FullName;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task a_whole_trail_is_proved_and_the_row_that_was_tampered_with_is_named()
    {
        var (code, output, error) = await Run("user", "add", "9001", "--name", "高远", "--role", "administrator");
        Assert.True(code == 0, error);
        (code, output, error) = await Run("audit", "verify");
        Assert.True(code == 0, error);
        Assert.Contains("whole", output);

        await using (var db = new SqliteConnection(
            $"Data Source={Path.Combine(_folder, "tellerline.db")};Pooling=False"))
        {
            await db.OpenAsync(Ct);
            await using var change = db.CreateCommand();
            change.CommandText = "UPDATE audit SET actor = 'nobody' WHERE seq = 1";
            Assert.Equal(1, await change.ExecuteNonQueryAsync(Ct));
        }
        (code, output, error) = await Run("audit", "verify");
        Assert.Equal(1, code);
        Assert.Contains("row 1 ", error);
        Assert.DoesNotContain("whole", output);
    }

    [Fact]
    public async Task where_there_is_no_database_none_is_made()
    {
        var (code, _, error) = await Run("audit", "verify");
        Assert.Equal(1, code);
        Assert.Contains("There is no database", error);
        Assert.False(File.Exists(Path.Combine(_folder, "tellerline.db")));
    }

    private Task<(int Code, string Output, string Error)> Run(params string[] command) => BuiltProgram.Run(
        "corridor lamp seven", [.. command, "--data", _folder, "--set", "Centre:Demonstration=false"]);
}
