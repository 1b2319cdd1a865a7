using Microsoft.Data.Sqlite;

namespace TellerLine.Modules.Host;

/// <summary>The built program makes a bank's first administrator.</summary>
public sealed class UserCommandTests : IDisposable
{
    private const string Password = "corridor lamp seven";

    private readonly string _folder = Directory.CreateTempSubdirectory("tellerline-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task the_first_administrator_is_added_from_standard_input_and_stands_in_journal_and_audit()
    {
        var (code, output, error) = await Add(Password);
        Assert.True(code == 0, error);
        Assert.Contains("User 9001 may sign in: administrator.", output);
        Assert.Equal("administrator", One("SELECT json_extract(roles, '$[0]') FROM access_user WHERE number = '9001'"));
        Assert.Equal(1L, One("SELECT count(*) FROM journal WHERE stream = 'user/9001' AND kind = 'user.put'"));
        Assert.Equal(1L, One("SELECT count(*) FROM audit WHERE subject = 'user/9001' AND actor LIKE 'command line%'"));
        Assert.Equal(0L, One($"SELECT count(*) FROM access_user WHERE password_hash LIKE '%{Password}%'"));

        (code, _, error) = await Add(Password);
        Assert.Equal(1, code);
        Assert.Contains("There is a user 9001 already", error);
    }

    [Fact]
    public async Task a_weak_password_or_none_adds_nobody()
    {
        var (code, _, error) = await Add("teller-9001");
        Assert.Equal(1, code);
        Assert.Contains("12 to 200 characters", error);
        (code, _, error) = await Add(null);
        Assert.Equal(1, code);
        Assert.Contains("No password came", error);
        Assert.Equal(0L, One("SELECT count(*) FROM access_user"));
    }

    [Fact]
    public async Task a_lost_password_is_replaced_at_the_machine_and_beside_a_running_centre()
    {
        await Add(Password);
        var hash = One("SELECT password_hash FROM access_user WHERE number = '9001'");
        // What a running centre holds.
        await using (new FileStream(
            Path.Combine(_folder, "run", "centre.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None))
        {
            var (code, output, error) = await SetPassword("9001", "another lamp eight");
            Assert.True(code == 0, error);
            Assert.Contains("User 9001 has a new password", output);
            (code, _, error) = await BuiltProgram.Run(
                Password, "user", "add", "9002", "--name", "赵谦", "--role", "administrator", "--data", _folder, "--set",
                "Centre:Demonstration=false");
            Assert.True(code == 0, error);
        }
        Assert.NotEqual(hash, One("SELECT password_hash FROM access_user WHERE number = '9001'"));
        Assert.Equal(
            1L, One("SELECT count(*) FROM audit WHERE action = 'user.passwordSet' AND actor LIKE 'command line%'"));
        Assert.Equal(1L, One("SELECT active FROM access_user WHERE number = '9002'"));

        var (unknown, _, why) = await SetPassword("4711", "another lamp eight");
        Assert.Equal(1, unknown);
        Assert.Contains("no active user 4711", why);
    }

    private Task<(int Code, string Output, string Error)> SetPassword(string number, string password) =>
        BuiltProgram.Run(
            password, "user", "password", number, "--data", _folder, "--set", "Centre:Demonstration=false");

    private Task<(int Code, string Output, string Error)> Add(string? password) => BuiltProgram.Run(
        password, "user", "add", "9001", "--name", "高远", "--role", "administrator", "--data", _folder, "--set",
        "Centre:Demonstration=false");

    private object? One(string sql)
    {
        var place = new SqliteConnectionStringBuilder
        {
            DataSource = Path.Combine(_folder, "tellerline.db"), Mode = SqliteOpenMode.ReadOnly, Pooling = false,
        };
        using var connection = new SqliteConnection(place.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
