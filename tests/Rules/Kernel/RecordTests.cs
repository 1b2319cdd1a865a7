using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Kernel;

namespace TellerLine.Rules.Kernel;

public sealed class RecordTests
{
    [Fact]
    public void a_conflict_names_the_fields_that_differ_and_no_other()
    {
        var conflict = VersionConflict.Of(
            7, new Shift("early", 8, ["1001", "1002"], null), new Shift("early", 9, ["1001"], "swap"));

        Assert.Equal(7, conflict.Version);
        Assert.Equal(["hours", "agents", "note"], conflict.Differences.Select(d => d.Field));
        Assert.Equal(("8", "9"), ($"{conflict.Differences[0].Now}", $"{conflict.Differences[0].Wanted}"));
        Assert.Null(conflict.Differences[2].Now);
    }

    [Fact]
    public void equal_states_differ_in_nothing() =>
        Assert.Empty(
            VersionConflict.Of(2, new Shift("late", 8, ["1001"], null), new Shift("late", 8, ["1001"], null))
            .Differences);

    [Theory]
    [InlineData(true, "busy")]
    [InlineData(false, "outcomeUnknown")]
    public async Task a_database_that_is_away_is_told_as_503_with_its_own_code(bool busy, string code)
    {
        var http = new DefaultHttpContext
        {
            RequestServices = new ServiceCollection().AddLogging().AddProblemDetails().BuildServiceProvider(),
            Response = { Body = new MemoryStream() },
        };
        Exception fault = busy ? new DbBusyException("full") : new DbOutcomeUnknownException(new IOException("cut"));

        Assert.True(await new DatabaseProblems().TryHandleAsync(http, fault, TestContext.Current.CancellationToken));

        http.Response.Body.Position = 0;
        var said = await new StreamReader(http.Response.Body).ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.Equal((503, "5"), (http.Response.StatusCode, http.Response.Headers.RetryAfter.ToString()));
        Assert.Contains($"\"code\":\"{code}\"", said, StringComparison.Ordinal);
        Assert.DoesNotContain("full", said, StringComparison.Ordinal);
    }

    private sealed record Shift(string Name, int Hours, string[] Agents, string? Note);
}
