using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Builder;

namespace TellerLine.Kernel;

/// <summary>A request whose body is bytes and small enough to be held: a recording, a table.</summary>
public static class SmallBody
{
    /// <summary>The endpoint takes bytes of this type, at most so many.</summary>
    public static RouteHandlerBuilder Takes(this RouteHandlerBuilder endpoint, string type, int mostBytes) => endpoint
        .Accepts<byte[]>(type).WithMetadata(new RequestSizeLimitAttribute(mostBytes))
        .ProducesProblem(StatusCodes.Status413PayloadTooLarge);

    /// <returns>Null: more came than the endpoint takes.</returns>
    public static async Task<byte[]?> Read(HttpContext http, CancellationToken ct)
    {
        using var body = new MemoryStream();
        try
        {
            await http.Request.Body.CopyToAsync(body, ct);
        }
        catch (BadHttpRequestException tooLarge) when (tooLarge.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return null;
        }
        return body.ToArray();
    }

    public static ProblemHttpResult TooLarge(int mostBytes) => Problems.Refused(
        "文件过大 / The file is too large", $"at most {mostBytes} bytes", "tooLarge",
        StatusCodes.Status413PayloadTooLarge);
}
