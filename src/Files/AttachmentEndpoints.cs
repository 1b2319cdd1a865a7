using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using TellerLine.Access;
using TellerLine.Files.Core;
using TellerLine.Kernel;
using TellerLine.Records;

namespace TellerLine.Files;

public static class AttachmentEndpoints
{
    private const int LongestReason = 200;

    /// <summary>
    /// The files of a record, below its own address: <c>{address}/{id}/files</c> to see and add (the body is the file,
    /// its name in the query), <c>…/files/{file}</c> to download, <c>…/files/{file}/remove</c>. Who may is its owner's
    /// to say.
    /// </summary>
    public static IEndpointRouteBuilder MapAttachments(
        this IEndpointRouteBuilder routes, string address, AttachmentsOf of)
    {
        var name = char.ToUpperInvariant(of.Owner[0]) + of.Owner[1..];
        var api = routes.MapGroup(address + "/{id}/files").WithTags("Files");
        api.MapGet("", (string id, HttpContext http, Attachments files, FilesOptions options, CancellationToken ct) =>
            List(of, id, http, files, options, ct)).WithName($"list{name}Files").RequirePermission(of.See);
        api.MapGet("/{file}", (string id, string file, HttpContext http, Attachments files, CancellationToken ct) =>
            Download(of, id, file, http, files, ct))
            .WithName($"download{name}File").Produces<Stream>(200, "application/octet-stream")
            .RequirePermission(of.See);
        api.MapPost("", (
            string id, string? name, HttpContext http, Attachments files, CancellationToken ct) =>
            Add(of, id, name, http, files, ct))
            // Counted as it comes, by its owner's limits; the server's own would cut it off without a word.
            .WithMetadata(new DisableRequestSizeLimitAttribute())
            .WithName($"add{name}File").Accepts<Stream>("application/octet-stream").RequirePermission(of.Write);
        api.MapPost("/{file}/remove", (
            string id, string file, AttachmentRemoval removal, HttpContext http, Attachments files,
            CancellationToken ct) =>
            Remove(of, id, file, removal, http, files, ct))
            .WithName($"remove{name}File").RequirePermission(of.Write);
        return routes;
    }

    private static async Task<Results<Ok<AttachmentList>, NotFound>> List(
        AttachmentsOf of, string id, HttpContext http, Attachments files, FilesOptions options, CancellationToken ct)
    {
        var rights = await of.Rights(http.RequestServices, id, http.User, ct);
        if (!rights.Sees)
            return TypedResults.NotFound();
        var rows = await files.Of(of.Owner, id, ct);
        return TypedResults.Ok(new AttachmentList(
            [.. rows.Select(files.Shown)], rights.Writes, rights.WhyNot,
            [.. options.Taken.SelectMany(kind => kind.Extensions)], options.Limits.PerFile, options.MaxPerOwner,
            options.Limits.PerOwner));
    }

    private static async Task<Results<FileStreamHttpResult, NotFound, ProblemHttpResult>> Download(
        AttachmentsOf of, string id, string file, HttpContext http, Attachments files, CancellationToken ct)
    {
        if (!(await of.Rights(http.RequestServices, id, http.User, ct)).Sees
            || await files.Find(of.Owner, id, file, ct) is not { } row)
            return TypedResults.NotFound();
        var (content, fault) = await files.Open(row, http.User.Number(), http.Request.Headers.Range.ToString(), ct);
        if (fault is not null)
            return Told(fault);
        // Whatever it is, a browser is to save it and nothing else.
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        return TypedResults.File(
            content!, row.MediaType, row.Name, entityTag: new EntityTagHeaderValue($"\"{row.Hash}\""),
            enableRangeProcessing: true);
    }

    private static async Task<Results<Ok<RecordId>, NotFound, ProblemHttpResult>> Add(
        AttachmentsOf of, string id, string? name, HttpContext http, Attachments files, CancellationToken ct)
    {
        async Task<FileFault?> Refused() => Fault(await of.Rights(http.RequestServices, id, http.User, ct));
        if (await Refused() is { } refused)
            return refused.Code == Unknown ? TypedResults.NotFound() : Told(refused);
        var (made, fault) = await files.Add(
            of.Owner, id, name ?? "", http.Request.Body, http.Request.ContentLength, http.User.Number(), Refused, ct);
        return fault is null ? TypedResults.Ok(new RecordId(made!)) : Told(fault);
    }

    private static async Task<Results<Ok<RecordId>, NotFound, ProblemHttpResult>> Remove(
        AttachmentsOf of, string id, string file, AttachmentRemoval removal, HttpContext http, Attachments files,
        CancellationToken ct)
    {
        if (Fault(await of.Rights(http.RequestServices, id, http.User, ct)) is { } refused)
            return refused.Code == Unknown ? TypedResults.NotFound() : Told(refused);
        if (removal.Reason?.Trim() is not { Length: > 0 and <= LongestReason } reason || reason.Any(char.IsControl))
            return Told(new(
                "reasonMissing", $"请写明移除理由，至多 {LongestReason} 字。",
                $"Say why it is removed, in at most {LongestReason} characters and one line."));
        return await files.Find(of.Owner, id, file, ct) is { } row
            && await files.Remove(row, http.User.Number(), reason, ct)
            ? TypedResults.Ok(new RecordId(file))
            : TypedResults.NotFound();
    }

    private const string Unknown = "unknown";

    private static FileFault? Fault(AttachmentRights rights) =>
        !rights.Sees ? new(Unknown, "", "")
        : rights.WhyNot is { } why ? new("notNow", why.Zh, why.En)
        : !rights.Writes ? new("notYours", "您无权更改此处的附件。", "These attachments are not yours to change.")
        : null;

    private static ProblemHttpResult Told(FileFault fault) => Problems.Problem(
        fault.Code switch
        {
            "notYours" => StatusCodes.Status403Forbidden,
            "fileTooLarge" => StatusCodes.Status413PayloadTooLarge,
            "missing" => StatusCodes.Status410Gone,
            "infected" or "scanWaiting" or "scanFailed" => StatusCodes.Status409Conflict,
            "busy" => StatusCodes.Status429TooManyRequests,
            "noRoom" or "storeFull" => StatusCodes.Status507InsufficientStorage,
            _ => StatusCodes.Status422UnprocessableEntity,
        }, $"{fault.Zh} / {fault.En}", fault.Code, ("why", new BilingualText(fault.Zh, fault.En)));
}
