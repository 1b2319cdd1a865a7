using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using TellerLine.Access;
using TellerLine.Definitions;
using TellerLine.Kernel;
using TellerLine.SelfService.Core;

namespace TellerLine.SelfService;

/// <summary>A prompt as callers hear it now.</summary>
/// <param name="Language">zh-CN, en, or music.</param>
/// <param name="Text">Null: music.</param>
/// <param name="Recording">The bank's, by its hash; null: it came with the program or lies in the bank's folder.</param>
public sealed record PromptView(string Name, string Language, string? Text, string? Recording, string? Speaker);

/// <summary><c>/api/prompts</c>: what callers hear, and the bank's own recordings.</summary>
internal static class PromptApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/prompts").WithTags("SelfService")
            .RequirePermission(SelfServicePermissions.HearPrompts);
        api.MapGet("", All).WithName("listPrompts");
        api.MapGet("/{language}/{name}", Heard).WithName("hearPrompt").Produces<byte[]>(contentType: "audio/wav");
        api.MapGet("/recordings/{hash}", Uploaded).WithName("hearRecording")
            .Produces<byte[]>(contentType: "audio/wav");
        routes.MapPost("/api/prompts/recordings", Upload).WithName("uploadRecording").WithTags("SelfService")
            .Takes("audio/wav", Recordings.MostBytes)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .RequirePermission(SelfServicePermissions.EditPrompts);
    }

    private static IReadOnlyList<PromptView> All(PromptLibrary library, IDefinitions definitions)
    {
        var own = definitions.Now(PromptList.Kind).Value.Recordings.ToDictionary(one => (one.Language, one.Prompt));
        return
        [
            .. Languages.All.SelectMany(language => SelfServiceWords.Manifest(library, language)
                .OrderBy(line => line.Key, StringComparer.Ordinal)
                .Select(line => View(line.Key, language, line.Value.Text))),
            View(PromptNames.HoldMusic, PromptLibrary.MusicFolder, null),
        ];

        PromptView View(string name, string language, string? text) =>
            own.GetValueOrDefault((language, name)) is { } one
                ? new(name, language, one.Text ?? text, one.Recording, one.Speaker)
                : new(name, language, text, null, null);
    }

    private static Results<PhysicalFileHttpResult, NotFound> Heard(
        string language, string name, PromptLibrary library, IDefinitions definitions, Recordings recordings) =>
        definitions.Now(PromptList.Kind).Value.Recordings
            .FirstOrDefault(one => one.Language == language && one.Prompt == name) is { } own
        && recordings.Find(own.Recording) is { } uploaded
            ? TypedResults.PhysicalFile(uploaded, "audio/wav")
            : library.Find(language, name) is { } shipped
                ? TypedResults.PhysicalFile(shipped, "audio/wav")
                : TypedResults.NotFound();

    private static Results<PhysicalFileHttpResult, NotFound> Uploaded(string hash, Recordings recordings) =>
        recordings.Find(hash) is { } path ? TypedResults.PhysicalFile(path, "audio/wav") : TypedResults.NotFound();

    private static async Task<Results<Ok<UploadedRecording>, ProblemHttpResult>> Upload(
        HttpContext http, Recordings recordings, IAudit audit, CancellationToken ct)
    {
        if (await SmallBody.Read(http, ct) is not { } wav)
            return SmallBody.TooLarge(Recordings.MostBytes);
        var (kept, fault) = await recordings.Keep(wav, ct);
        if (kept is null)
            return Problems.Refused(
                $"录音不可用（{fault}） / The recording {fault}", $"Expected {Recordings.Expected}.", "badRecording", 422);
        await audit.Record(http.User.Number(), "prompt.uploaded", $"recording/{kept.Hash}", $"{kept.Seconds} s", ct);
        return TypedResults.Ok(kept);
    }
}
