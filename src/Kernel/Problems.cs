using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

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
        int status, string title, string code, params (string Name, object? Value)[] more)
    {
        Dictionary<string, object?> extensions = new() { ["code"] = code };
        foreach (var (name, value) in more)
            extensions[name] = value;
        return TypedResults.Problem(statusCode: status, title: title, extensions: extensions);
    }
}

/// <summary>
/// An endpoint that does not itself say what a database means to it that is away, or that cannot keep a text.
/// </summary>
internal sealed class DatabaseProblems : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(
        HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var problem = exception switch
        {
            DbBusyException => Problems.Busy(),
            DbOutcomeUnknownException => Problems.OutcomeUnknown(),
            PostgresException { SqlState: PostgresErrorCodes.CharacterNotInRepertoire } => Problems.Refused(
                "文字中有不能保存的字符，未作任何更改。 / A text has a character that cannot be kept; nothing was done.",
                "Expected no zero character (U+0000).", "badText"),
            _ => null,
        };
        if (problem is null)
            return false;
        if (problem.StatusCode == StatusCodes.Status503ServiceUnavailable)
            httpContext.Response.Headers.RetryAfter = "5";
        await problem.ExecuteAsync(httpContext);
        return true;
    }
}
