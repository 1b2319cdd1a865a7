using System.Security.Cryptography;
using Dapper;
using QRCoder;
using TellerLine.Access.Core;
using TellerLine.Kernel;

namespace TellerLine.Access;

/// <summary>What an authenticator is set up with; seen once.</summary>
/// <param name="Key">Base32 in groups of four.</param>
/// <param name="Qr">The same as a picture, SVG.</param>
public sealed record SecondStepSetUp(string Key, string Qr);

/// <summary>The bank's name beside the code in an authenticator.</summary>
internal sealed record CodeIssuer(string Name);

/// <summary>A code that is right and not yet used up.</summary>
/// <param name="Step">Of a code by time.</param>
/// <param name="RecoveryHash">Of a recovery code.</param>
internal sealed record RightCode(long? Step, string? RecoveryHash)
{
    public string By => Step is null ? SignedInBy.RecoveryCode : SignedInBy.Totp;
}

/// <summary>How a session was signed in, or a person proved.</summary>
internal static class SignedInBy
{
    public const string Password = "password", Totp = "totp", RecoveryCode = "recoveryCode",
        OpenIdConnect = "openIdConnect";
}

/// <summary>
/// The rows of one-time codes by time: begun, on, off, and codes used up. All in the transaction of the deed they
/// belong to.
/// </summary>
internal sealed class SecondSteps(
    IFieldCipher cipher, IAudit audit, CodeIssuer issuer, AccessOptions options, TimeProvider time)
{
    /// <summary>What was shown and never answered is worth nothing after so long a time.</summary>
    private const long SetUpLastsUs = 15 * 60_000_000L;

    /// <summary>Whether one of these roles may not sign in with a password alone.</summary>
    public bool Demanded(IEnumerable<string> roles) => roles.Any(options.SecondStepRoles.Contains);

    public static bool IsOn(WriteScope scope, string number) => Row(scope, number) is { OnSinceUs: not null };

    /// <summary>A new secret, on as soon as a code of it comes. What was begun before is void.</summary>
    /// <exception cref="InvalidOperationException">It is on.</exception>
    public SecondStepSetUp Begin(WriteScope scope, string number)
    {
        var key = OneTimeCode.NewKey(RandomNumberGenerator.GetBytes);
        if (scope.Connection.Execute(
            """
            INSERT INTO access_totp (number, secret, begun_us, on_since_us, last_step)
            VALUES (@number, @stored, @nowUs, NULL, -1)
            ON CONFLICT (number) DO UPDATE SET secret = @stored, begun_us = @nowUs, last_step = -1
            WHERE access_totp.on_since_us IS NULL
            """, new { number, stored = cipher.Encrypt(key, Place(number)), nowUs = time.NowUs() },
            scope.Transaction) == 0)
            throw new InvalidOperationException($"The second step of {number} is on.");
        using var drawn = QRCodeGenerator.GenerateQrCode(
            OneTimeCode.Address(key, issuer.Name, number), QRCodeGenerator.ECCLevel.M);
        using var svg = new SvgQRCode(drawn);
        return new(OneTimeCode.Grouped(key), svg.GetGraphic(
            4, "#000000", "#ffffff", sizingMode: SvgQRCode.SizingMode.ViewBoxAttribute));
    }

    /// <param name="code">As typed: by time, or a recovery code.</param>
    /// <returns>Null when it is not right.</returns>
    public RightCode? Check(WriteScope scope, string number, string code)
    {
        var plain = OneTimeCode.Plain(code);
        if (Row(scope, number) is not { OnSinceUs: not null } row)
            return null;
        if (!RecoveryCode.IsOne(plain))
            return StepOf(row, plain) is { } step ? new RightCode(step, null) : null;
        var hash = RecoveryCode.Hash(number, plain);
        return scope.Connection.ExecuteScalar<long>(
            "SELECT count(*) FROM access_recovery_code WHERE number = @number AND hash = @hash", new { number, hash },
            scope.Transaction) > 0 ? new RightCode(null, hash) : null;
    }

    /// <returns>False: another was quicker, it is used up.</returns>
    public bool Use(WriteScope scope, string number, RightCode code)
    {
        if (code.Step is { } step)
            return scope.Connection.Execute(
                "UPDATE access_totp SET last_step = @step WHERE number = @number AND last_step < @step",
                new { number, step }, scope.Transaction) > 0;
        if (scope.Connection.Execute(
            "DELETE FROM access_recovery_code WHERE number = @number AND hash = @RecoveryHash",
            new { number, code.RecoveryHash }, scope.Transaction) == 0)
            return false;
        audit.Add(
            scope, number, "secondStep.recoveryCodeUsed", $"user/{number}", $"{CodesLeft(scope, number)} are left");
        return true;
    }

    /// <summary>The first code of what <see cref="Begin"/> has shown.</summary>
    /// <returns>The recovery codes, seen once; null when the code is not right or it was shown too long ago.</returns>
    public IReadOnlyList<string>? TurnOn(WriteScope scope, string number, string code)
    {
        var nowUs = time.NowUs();
        if (Row(scope, number) is not { OnSinceUs: null } row || nowUs - row.BegunUs > SetUpLastsUs
            || StepOf(row, OneTimeCode.Plain(code)) is not { } step)
            return null;
        scope.Connection.Execute(
            "UPDATE access_totp SET on_since_us = @nowUs, last_step = @step WHERE number = @number",
            new { number, nowUs, step }, scope.Transaction);
        scope.Append($"user/{number}", new UserSecondStepSet(number, true, number));
        audit.Add(scope, number, "secondStep.turnedOn", $"user/{number}", "");
        return NewCodes(scope, number);
    }

    /// <summary>Those of before are void.</summary>
    public static IReadOnlyList<string> NewCodes(WriteScope scope, string number)
    {
        Forget(scope, number);
        var codes = RecoveryCode.Make((of, length) => RandomNumberGenerator.GetString(of, length));
        foreach (var code in codes)
            scope.Connection.Execute(
                "INSERT INTO access_recovery_code (number, hash) VALUES (@number, @hash)",
                new { number, hash = RecoveryCode.Hash(number, OneTimeCode.Plain(code)) }, scope.Transaction);
        return codes;
    }

    /// <returns>False: it was not on.</returns>
    public static bool TakeOff(WriteScope scope, string number, string by)
    {
        if (!IsOn(scope, number))
            return false;
        Forget(scope, number);
        scope.Connection.Execute(
            "DELETE FROM access_totp WHERE number = @number", new { number }, scope.Transaction);
        scope.Append($"user/{number}", new UserSecondStepSet(number, false, by));
        return true;
    }

    public static long CodesLeft(WriteScope scope, string number) => scope.Connection.ExecuteScalar<long>(
        "SELECT count(*) FROM access_recovery_code WHERE number = @number", new { number }, scope.Transaction);

    internal static FieldPlace Place(string number) => new("access_totp", "secret", number);

    internal static TotpRow? Row(WriteScope scope, string number) => scope.Connection.QuerySingleOrDefault<TotpRow>(
        """
        SELECT secret AS Secret, begun_us AS BegunUs, on_since_us AS OnSinceUs, last_step AS LastStep, number AS Number
        FROM access_totp WHERE number = @number
        """, new { number }, scope.Transaction);

    private static void Forget(WriteScope scope, string number) => scope.Connection.Execute(
        "DELETE FROM access_recovery_code WHERE number = @number", new { number }, scope.Transaction);

    private long? StepOf(TotpRow row, string plain) => OneTimeCode.StepOf(
        cipher.Decrypt(row.Secret, Place(row.Number)), plain, time.GetUtcNow(), row.LastStep);
}

internal sealed record TotpRow
{
    public string Number { get; init; } = "";

    public string Secret { get; init; } = "";

    public long BegunUs { get; init; }

    public long? OnSinceUs { get; init; }

    public long LastStep { get; init; }
}

internal sealed class EncryptedTotpSecrets(IFieldCipher cipher) : IEncryptedTable
{
    public string Name => "access_totp";

    public string? Renew(WriteScope scope, string? after, int limit)
    {
        var rows = scope.Connection.Query<(string Number, string Secret)>(
            "SELECT number, secret FROM access_totp WHERE number > @after ORDER BY number LIMIT @limit",
            new { after = after ?? "", limit }, scope.Transaction).AsList();
        foreach (var (number, secret) in rows.Where(row => !cipher.IsCurrent(row.Secret)))
            scope.Connection.Execute(
                "UPDATE access_totp SET secret = @renewed WHERE number = @number",
                new { number, renewed = cipher.Renew(secret, SecondSteps.Place(number)) }, scope.Transaction);
        return rows.Count == 0 ? null : rows[^1].Number;
    }
}
