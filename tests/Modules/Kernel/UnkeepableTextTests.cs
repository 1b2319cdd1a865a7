using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Kernel;

namespace TellerLine.Modules.Kernel;

/// <summary>A text that PostgreSQL cannot keep is the asker's fault, told as such, and nothing is done.</summary>
public sealed class UnkeepableTextTests
{
    [Fact]
    public async Task a_zero_in_a_text_is_refused_with_its_reason()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var centre = await TestKernel.Start(DbEngine.PostgreSql);
        var audit = centre.Services.GetRequiredService<IAudit>();
        var fault = await Assert.ThrowsAnyAsync<Exception>(
            () => audit.Record("1001", "recording.played", "recording/1", "a\u0000b", ct));

        var http = new DefaultHttpContext
        {
            RequestServices = new ServiceCollection().AddLogging().BuildServiceProvider(),
            Response = { Body = new MemoryStream() },
        };
        Assert.True(await new DatabaseProblems().TryHandleAsync(http, fault, ct));
        Assert.Equal(StatusCodes.Status400BadRequest, http.Response.StatusCode);
        Assert.Null(await audit.FirstFault(ct));
        Assert.Equal(1, await audit.Record("1001", "recording.played", "recording/1", "ab", ct));
    }
}
