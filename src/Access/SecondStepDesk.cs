using System.Security.Claims;
using Dapper;
using TellerLine.Access.Core;
using TellerLine.Kernel;

namespace TellerLine.Access;

/// <summary>One's own second step, as <c>/account</c> shows it.</summary>
/// <param name="Since">ISO 8601 UTC; null: it is off.</param>
/// <param name="CodesLeft">Recovery codes not yet used.</param>
/// <param name="Demanded">One of the person's roles must have it.</param>
/// <param name="WithoutPassword">This session was just signed in by the bank's identity provider: that proves enough to
/// set it up.</param>
public sealed record SecondStepView(string? Since, int CodesLeft, bool Demanded, bool WithoutPassword);

internal abstract record SecondStepOutcome<T>
{
    private SecondStepOutcome()
    {
    }

    public sealed record Done(T Value) : SecondStepOutcome<T>;

    public sealed record Wrong : SecondStepOutcome<T>;

    public sealed record Locked(DateTimeOffset Until) : SecondStepOutcome<T>;

    public sealed record Refused(AccessRefusal Reason) : SecondStepOutcome<T>;
}

/// <summary>What a person does with his own second step; every wrong try counts.</summary>
internal sealed class SecondStepDesk(
    IDb db, SecondSteps steps, ProofOfPerson proofs, Sessions sessions, IAudit audit, TimeProvider time)
{
    /// <summary>How long a sign-in by the provider counts as proof: there may be no password to ask for.</summary>
    private const long FreshUs = 10 * 60_000_000L;

    public async Task<SecondStepView> Of(ClaimsPrincipal who, CancellationToken ct)
    {
        var number = who.Number();
        var (sinceUs, left) = await db.Read(
            c => (
                c.QuerySingleOrDefault<long?>(
                    "SELECT on_since_us FROM access_totp WHERE number = @number", new { number }),
                c.ExecuteScalar<long>(
                    "SELECT count(*) FROM access_recovery_code WHERE number = @number", new { number })), ct);
        return new(
            sinceUs is { } us ? SessionEndpoints.Iso(Clock.FromUs(us)) : null, (int)left,
            steps.Demanded(who.Card().Roles), await IsFresh(who, ct));
    }

    /// <param name="password">Not needed just after a sign-in by the provider.</param>
    public async Task<SecondStepOutcome<SecondStepSetUp>> Begin(
        ClaimsPrincipal who, string password, CancellationToken ct)
    {
        var number = who.Number();
        if (!await IsFresh(who, ct))
        {
            if (password.Length == 0 && who.By() == SignedInBy.OpenIdConnect)
                return new SecondStepOutcome<SecondStepSetUp>.Refused(AccessRefusal.SignInAgain);
            var proof = await proofs.Try(
                number, async () => await proofs.IsPassword(number, password, ct) ? SignedInBy.Password : null, ct);
            if (Refusal<SecondStepSetUp>(proof) is { } refused)
                return refused;
        }
        return await db.Write<SecondStepOutcome<SecondStepSetUp>>(
            scope => SecondSteps.IsOn(scope, number)
                ? new SecondStepOutcome<SecondStepSetUp>.Refused(AccessRefusal.SecondStepOn)
                : new SecondStepOutcome<SecondStepSetUp>.Done(steps.Begin(scope, number)), ct);
    }

    /// <returns>The recovery codes, seen once.</returns>
    public async Task<SecondStepOutcome<IReadOnlyList<string>>> TurnOn(
        string number, string code, CancellationToken ct)
    {
        IReadOnlyList<string>? codes = null;
        var proof = await proofs.Try(
            number, async () =>
            {
                codes = await db.Write(scope => steps.TurnOn(scope, number, code), ct);
                return codes is null ? null : SignedInBy.Totp;
            }, ct);
        return Refusal<IReadOnlyList<string>>(proof) ?? new SecondStepOutcome<IReadOnlyList<string>>.Done(codes!);
    }

    /// <param name="code">By time: a recovery code does not make new ones.</param>
    public async Task<SecondStepOutcome<IReadOnlyList<string>>> RenewCodes(
        string number, string code, CancellationToken ct)
    {
        IReadOnlyList<string>? codes = null;
        var proof = await proofs.Try(
            number, async () =>
            {
                codes = await db.Write(
                    scope =>
                    {
                        if (steps.Check(scope, number, code) is not { Step: not null } right
                            || !steps.Use(scope, number, right))
                            return null;
                        audit.Add(scope, number, "secondStep.codesRenewed", $"user/{number}", "");
                        return SecondSteps.NewCodes(scope, number);
                    }, ct);
                return codes is null ? null : SignedInBy.Totp;
            }, ct);
        return Refusal<IReadOnlyList<string>>(proof) ?? new SecondStepOutcome<IReadOnlyList<string>>.Done(codes!);
    }

    /// <summary>Takes both. Who must have it is signed out, to set it up anew.</summary>
    /// <param name="code">By time, or a recovery code.</param>
    public async Task<SecondStepOutcome<bool>> TurnOff(
        ClaimsPrincipal who, string password, string code, CancellationToken ct)
    {
        var number = who.Number();
        var proof = await proofs.Try(
            number, async () => await proofs.IsPassword(number, password, ct)
                && await db.Write(
                    scope =>
                    {
                        if (steps.Check(scope, number, code) is not { } right || !steps.Use(scope, number, right))
                            return false;
                        SecondSteps.TakeOff(scope, number, number);
                        audit.Add(scope, number, "secondStep.turnedOff", $"user/{number}", "");
                        if (steps.Demanded(who.Card().Roles))
                            Sessions.EndAll(scope, number);
                        return true;
                    }, ct)
                ? SignedInBy.Totp : null, ct);
        return Refusal<bool>(proof) ?? new SecondStepOutcome<bool>.Done(true);
    }

    private static SecondStepOutcome<T>? Refusal<T>(PersonProof proof) => proof switch
    {
        PersonProof.Given => null,
        PersonProof.Locked locked => new SecondStepOutcome<T>.Locked(locked.Until),
        _ => new SecondStepOutcome<T>.Wrong(),
    };

    private async Task<bool> IsFresh(ClaimsPrincipal who, CancellationToken ct) =>
        who.By() == SignedInBy.OpenIdConnect
        && time.NowUs() - await sessions.SinceUs(who.SessionId(), ct) is >= 0 and < FreshUs;
}
