using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace TellerLine.Kernel;

/// <summary>
/// How outcomes that every capability has are told as problem details (RFC 9457); <c>code</c> is for the pages.
/// </summary>
public static class Problems
{
    /// <summary>409: <c>version</c> as it is now, and <c>differences</c>.</summary>
    public static ProblemHttpResult Conflict(VersionConflict conflict) => Problem(
        StatusCodes.Status409Conflict, "他人已修改，请核对后重试。 / Somebody else has changed it; look and try again.",
        "versionConflict",
        ("version", conflict.Version), ("differences", conflict.Differences));

    /// <summary>Nothing was done.</summary>
    public static ProblemHttpResult Busy() => Problem(
        StatusCodes.Status503ServiceUnavailable,
        "数据库繁忙，未作任何更改，请稍后再试。 / The database is busy; nothing was done, try again.", "busy");

    /// <summary>It may have been done.</summary>
    public static ProblemHttpResult OutcomeUnknown() => Problem(
        StatusCodes.Status503ServiceUnavailable, "结果未知，请先查询是否已生效。 / The outcome is unknown; look whether it was done.",
        "outcomeUnknown");

    /// <summary>Refused; <paramref name="detail"/> says what was expected.</summary>
    public static ProblemHttpResult Refused(string title, string? detail, string code, int status = 400) =>
        TypedResults.Problem(
            title: title, detail: detail, statusCode: status,
            extensions: new Dictionary<string, object?> { ["code"] = code });

    public static ProblemHttpResult Problem(
        int status, string title, string code, params (string Name, object Value)[] more)
    {
        Dictionary<string, object?> extensions = new() { ["code"] = code };
        foreach (var (name, value) in more)
            extensions[name] = value;
        return TypedResults.Problem(statusCode: status, title: title, extensions: extensions);
    }
}

/// <summary>An endpoint that does not itself say what a database that is away means to it.</summary>
internal sealed class DatabaseProblems : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(
        HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var problem = exception switch
        {
            DbBusyException => Problems.Busy(),
            DbOutcomeUnknownException => Problems.OutcomeUnknown(),
            _ => null,
        };
        if (problem is null)
            return false;
        httpContext.Response.Headers.RetryAfter = "5";
        await problem.ExecuteAsync(httpContext);
        return true;
    }
}
