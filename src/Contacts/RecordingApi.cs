using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using TellerLine.Access;
using TellerLine.Definitions;
using TellerLine.Kernel;

namespace TellerLine.Contacts;

/// <param name="Purpose">Why: <c>review</c>, <c>complaint</c>, <c>dispute</c>, <c>quality</c>, <c>training</c>,
/// <c>investigation</c>.</param>
public sealed record PlayingRequest(string? Purpose);

/// <param name="Audio">Where the audio is, in as many ranges as a player likes, for as long as a working day.</param>
public sealed record PlayingView(string Audio);

/// <summary>Recordings over HTTP.</summary>
internal static class RecordingApi
{
    private const int MaxPoints = 4_000;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/recordings").WithTags("Recordings")
            .RequirePermission(ContactsPermissions.PlayRecordings);
        api.MapPost("/{id}/playings", Play).WithName("playRecording");
        api.MapGet("/{id}/audio", Audio).WithName("getAudio").Produces<Stream>(200, "audio/wav");
        api.MapGet("/{id}/peaks", Peaks).WithName("getPeaks");
    }

    private static async Task<Results<Ok<PlayingView>, NotFound, ProblemHttpResult>> Play(
        string id, PlayingRequest request, HttpContext http, ContactQueries contacts, Playings playings, IUsers users,
        IDefinitions definitions, CancellationToken ct)
    {
        if (request.Purpose is not { } purpose || !Playings.Purposes.Contains(purpose))
            return Problems.Refused(
                "The purpose of playing is missing.", $"Expected {string.Join(", ", Playings.Purposes)}.",
                "purposeMissing");
        if (await Heard(id, http, contacts, users, definitions, ct) is not { } row)
            return await Withheld(id, http, contacts, users, ct);
        return await playings.Begin(row, http.User.Number(), purpose) switch
        {
            PlayingOutcome.Begun begun =>
            TypedResults.Ok(new PlayingView($"/api/recordings/{id}/audio?playing={begun.Key}")),
            PlayingOutcome.Broken =>
            Problems.Refused("The recording is not what was recorded.", null, "recordingBroken", 409),
            _ => TypedResults.NotFound(),
        };
    }

    private static async Task<Results<FileStreamHttpResult, NotFound, ProblemHttpResult>> Audio(
        string id, HttpContext http, ContactQueries contacts, Recordings files, Playings playings, IUsers users,
        IDefinitions definitions, CancellationToken ct,
        string? playing = null)
    {
        if (playing is null || !playings.Covers(playing, id, http.User.Number()))
            return Problems.Refused(
                "The purpose of playing is missing.", "Begin with POST …/playings.", "purposeMissing");
        if (await Heard(id, http, contacts, users, definitions, ct) is not { } row
            || await files.Open(row, ct) is not { } recording)
            return TypedResults.NotFound();
        http.Response.RegisterForDispose(recording);
        return TypedResults.File(recording.OpenWav(), "audio/wav", enableRangeProcessing: true);
    }

    private static async Task<Results<Ok<RecordingPeaks>, NotFound, ProblemHttpResult>> Peaks(
        string id, HttpContext http, ContactQueries contacts, Recordings files, IUsers users,
        IDefinitions definitions, CancellationToken ct, int points = 1_000)
    {
        if (points is < 10 or > MaxPoints)
            return Problems.Refused("Not understood", $"Expected points from 10 to {MaxPoints}.", "badPoints");
        if (await Heard(id, http, contacts, users, definitions, ct) is not { } row)
            return await Withheld(id, http, contacts, users, ct);
        return await files.Peaks(row, points, ct) is { } peaks ? TypedResults.Ok(peaks) : TypedResults.NotFound();
    }

    /// <summary>
    /// Who may see the contact may know that there is a recording and that it is not for them; to all others there is
    /// none.
    /// </summary>
    private static async Task<ProblemHttpResult> Withheld(
        string id, HttpContext http, ContactQueries contacts, IUsers users, CancellationToken ct) =>
        await contacts.Recording(id, users.ScopeOf(http.User, ContactsPermissions.SeeContacts), ct) is null
            ? Problems.Refused("没有此录音。 / There is no such recording.", null, "unknown", 404)
            : Problems.Refused("无权收听此录音。 / You may not listen to this recording.", null, "forbidden", 403);

    /// <summary>A consultation may be for fewer ears than the contact it is of.</summary>
    private static async Task<RecordingRow?> Heard(
        string id, HttpContext http, ContactQueries contacts, IUsers users, IDefinitions definitions,
        CancellationToken ct) =>
        await contacts.Recording(id, users.ScopeOf(http.User, ContactsPermissions.PlayRecordings), ct) is { } row
        && (row.Consultation is null || definitions.Now(RecordingPolicy.Kind).Value.Consultations.IsHeardWith(
            ContactsPermissions.PlayRecordings.ReachOf(http.User.Card().Roles))) ? row : null;
}
