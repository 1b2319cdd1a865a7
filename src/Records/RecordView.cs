using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using TellerLine.Access;
using TellerLine.Kernel;

namespace TellerLine.Records;

/// <summary>A record as the page shows any: who reads it sees what it is, what he may do, and what happened.</summary>
/// <param name="Title">The record's own words.</param>
/// <param name="Text">Its long text, if it has one.</param>
/// <param name="Actions">What can be done by somebody; what this reader cannot says why not.</param>
/// <param name="Story">Oldest first.</param>
/// <param name="Version">To be sent back with an action.</param>
public sealed record RecordView(
    string Id, string Title, RecordState State, IReadOnlyList<RecordFact> Facts, string? Text,
    IReadOnlyList<RecordAction> Actions, IReadOnlyList<RecordEvent> Story, long Version);

/// <param name="Look">Its colour and shape.</param>
public sealed record RecordState(
    string Code, BilingualText Name,
    [property: AllowedValues("ready", "talking", "hold", "wrapup", "notReady", "alarm")] string Look);

/// <param name="Type">How the value is told.</param>
/// <param name="Words">Instead of the value, for who reads.</param>
public sealed record RecordFact(
    BilingualText Name, [property: AllowedValues("text", "time", "whole", "user")] string Type, string? Value,
    BilingualText? Words = null);

/// <param name="Name">Posted to <c>{record}/{name}</c>, with the version and the form's fields.</param>
/// <param name="WhyNot">Null: this reader may, now.</param>
/// <param name="Form">What it asks for first; null: nothing.</param>
/// <param name="Fill">What the form begins with.</param>
/// <param name="Grave">Cannot be taken back.</param>
public sealed record RecordAction(
    string Name, BilingualText Title, BilingualText? WhyNot, JsonElement? Form, JsonElement? Fill, bool Grave)
{
    /// <summary>It is signed: what the signature says of who gives it. Its password is posted as <c>secret</c>; null:
    /// none is asked for.</summary>
    public BilingualText? Signs { get; init; }
}

/// <param name="By">A user's number, or <c>system</c>.</param>
public sealed record RecordEvent(DateTimeOffset At, string By, BilingualText What);

/// <summary>What comes of a command on a record: the same answers for every kind.</summary>
public abstract record RecordOutcome
{
    private RecordOutcome()
    {
    }

    public sealed record Done(string Id) : RecordOutcome;

    public sealed record Conflict(VersionConflict What) : RecordOutcome;

    /// <param name="Code">For programs.</param>
    public sealed record Refused(string Code, BilingualText Why) : RecordOutcome;

    public sealed record Faulty(IReadOnlyList<FieldFault> Faults) : RecordOutcome;

    public sealed record Unknown : RecordOutcome;

    /// <summary>200 with the record's id, 404, 409 with the difference, 422 with every fault at its field.</summary>
    public Results<Ok<RecordId>, NotFound, ProblemHttpResult> Answer() => this switch
    {
        Done done => TypedResults.Ok(new RecordId(done.Id)),
        Conflict conflict => Problems.Conflict(conflict.What),
        Refused refused => Problems.Problem(
            StatusCodes.Status422UnprocessableEntity, $"{refused.Why.Zh} / {refused.Why.En}", refused.Code,
            ("why", refused.Why)),
        Faulty faulty => Problems.Problem(
            StatusCodes.Status422UnprocessableEntity, "请改正标出的各项。 / Mend the fields that are marked.", "faulty",
            ("faults", faulty.Faults)),
        _ => TypedResults.NotFound(),
    };
}

public sealed record RecordId(string Id);

/// <summary>How an endpoint answers what a record's owner says: <c>using static</c>.</summary>
public static class RecordAnswers
{
    /// <summary>200 with the view; 404 when there is none that this reader may see.</summary>
    public static async Task<Results<Ok<RecordView>, NotFound>> Answer(Task<RecordView?> view) =>
        await view is { } shown ? TypedResults.Ok(shown) : TypedResults.NotFound();

    public static async Task<Results<Ok<RecordId>, NotFound, ProblemHttpResult>> Answer(Task<RecordOutcome> outcome) =>
        (await outcome).Answer();
}
