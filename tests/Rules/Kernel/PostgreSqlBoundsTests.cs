using Npgsql;
using TellerLine.Kernel.Store;

namespace TellerLine.Rules.Kernel;

/// <summary>
/// Whatever the server does, opening and asking end: what the connection string does not say is bounded.
/// </summary>
public sealed class PostgreSqlBoundsTests
{
    [Fact]
    public void what_a_connection_string_leaves_open_is_bounded_and_nothing_waits_outside_the_bound()
    {
        var bounded = new NpgsqlConnectionStringBuilder(PostgreSqlEngine.Bounded("Host=db", 10));
        Assert.Equal((3, 10, -1), (bounded.Timeout, bounded.CommandTimeout, bounded.CancellationTimeout));
        Assert.Equal(GssEncryptionMode.Disable, bounded.GssEncryptionMode);
    }

    [Fact]
    public void what_a_bank_says_itself_stays()
    {
        var own = new NpgsqlConnectionStringBuilder(PostgreSqlEngine.Bounded(
            "Host=db;Timeout=7;Command Timeout=8;Cancellation Timeout=9;GSS Encryption Mode=Require", 10));
        Assert.Equal((7, 8, 9), (own.Timeout, own.CommandTimeout, own.CancellationTimeout));
        Assert.Equal(GssEncryptionMode.Require, own.GssEncryptionMode);
    }
}
