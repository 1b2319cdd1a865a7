using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Kernel;

namespace TellerLine.Access;

/// <param name="Password">Empty where <see cref="SecondStepView.WithoutPassword"/>.</param>
public sealed record BeginSecondStep(string Password);

/// <param name="Code">Six digits by time.</param>
public sealed record CodeGiven(string Code);

/// <param name="Code">By time, or a recovery code.</param>
public sealed record PasswordAndCode(string Password, string Code);

/// <summary>Seen once; each opens once.</summary>
public sealed record RecoveryCodes(IReadOnlyList<string> Codes);

/// <summary><c>/api/session/second-step</c>: one's own one-time codes.</summary>
internal static class SecondStepEndpoints
{
    private const int Longest = 200;

    public static void Map(IEndpointRouteBuilder session)
    {
        var own = session.MapGroup("/second-step").RequirePermission(AccessPermissions.OwnSessions);
        own.MapGet("", (HttpContext http, SecondStepDesk desk, CancellationToken ct) => desk.Of(http.User, ct))
            .WithName("ownSecondStep");
        own.MapPost("/begin", async (
                BeginSecondStep command, HttpContext http, SecondStepDesk desk, CancellationToken ct) =>
            Answer(http, await desk.Begin(http.User, Bounded(command.Password), ct), setUp => setUp))
            .WithName("beginSecondStep");
        own.MapPost("", async (CodeGiven command, HttpContext http, SecondStepDesk desk, CancellationToken ct) =>
            Answer(
                http, await desk.TurnOn(http.User.Number(), Bounded(command.Code), ct),
                codes => new RecoveryCodes(codes))).WithName("turnSecondStepOn");
        own.MapPost("/recovery-codes", async (
                CodeGiven command, HttpContext http, SecondStepDesk desk, CancellationToken ct) =>
            Answer(
                http, await desk.RenewCodes(http.User.Number(), Bounded(command.Code), ct),
                codes => new RecoveryCodes(codes))).WithName("renewRecoveryCodes");
        own.MapPost("/off", async (
                PasswordAndCode command, HttpContext http, SecondStepDesk desk, CancellationToken ct) =>
            Answer(
                http, await desk.TurnOff(http.User, Bounded(command.Password), Bounded(command.Code), ct),
                _ => new SecondStepView(null, 0, false, false))).WithName("turnSecondStepOff");
    }

    /// <summary>What is longer than anything that can be right is as wrong as nothing.</summary>
    private static string Bounded(string? typed) => typed is { Length: <= Longest } ? typed : "";

    private static Results<Ok<TAnswer>, ProblemHttpResult> Answer<T, TAnswer>(
        HttpContext http, SecondStepOutcome<T> outcome, Func<T, TAnswer> told) => outcome switch
    {
        SecondStepOutcome<T>.Done done => TypedResults.Ok(told(done.Value)),
        SecondStepOutcome<T>.Locked locked => SessionEndpoints.Locked(
            http, locked.Until, http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow()),
        SecondStepOutcome<T>.Refused refused => AccessAnswer.Refused(refused.Reason),
        _ => Problems.Problem(
            StatusCodes.Status422UnprocessableEntity,
            "密码或动态口令不正确，或口令已用过。 / The password or the code is wrong, or the code was used.", "proofWrong"),
    };
}
