using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Banking;
using TellerLine.Kernel;

namespace TellerLine.AtmTransfers;

public static class AtmTransfersCapability
{
    public static readonly Capability AtmTransfers = new("AtmTransfers")
    {
        MayUse = ["Kernel", "Banking", "Customers"],
    };

    /// <summary>After Banking, whose ledger it tells.</summary>
    public static IServiceCollection AddAtmTransfers(this IServiceCollection services, IConfiguration configuration) =>
        services.AddCapability(AtmTransfers);

    public static IEndpointRouteBuilder MapAtmTransfers(this IEndpointRouteBuilder routes)
    {
        // For anybody by its token, not by a session: a machine has none, and no person moves money here.
        routes.MapPost("/api/atm-transfers", (
            AtmMessage message, HttpContext http, IAtmIntake intake, BankingOptions options, TimeProvider time,
            CancellationToken ct) => Take(message, http.Request, intake, options, time, ct))
            .WithTags("AtmTransfers").WithName("takeAtmTransfer").AllowAnonymous()
            .ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        return routes;
    }

    private static async Task<Results<Ok<AtmAnswer>, ProblemHttpResult>> Take(
        AtmMessage message, HttpRequest request, IAtmIntake intake, BankingOptions options, TimeProvider time,
        CancellationToken ct)
    {
        if (!intake.On || options.AtmToken.Length == 0 || !Bears(request.Headers.Authorization, options.AtmToken))
            return Problems.Refused(
                "此处只接收本行自助设备系统的转账。 / Only the bank's ATM system is heard here.",
                "Expected Banking:AtmToken as a bearer token.", "notTheAtmSystem", StatusCodes.Status401Unauthorized);
        if (message.Fault(time.GetUtcNow()) is { } fault)
            return Problems.Refused(
                "转账信息不完整或有误。 / The transfer is not whole, or wrong.", fault, "faulty",
                StatusCodes.Status422UnprocessableEntity);
        return await intake.Take(message.Made, ct) switch
        {
            AtmIntakeOutcome.Taken taken => TypedResults.Ok(new AtmAnswer(message.Id!, Clock.FromUs(taken.ArrivesUs))),
            AtmIntakeOutcome.Refused refused => Problems.Refused(
                "未受理，资金未动。 / It was refused; nothing moved.", null, EnumWords.Of(refused.Reason),
                StatusCodes.Status409Conflict),
            var other => throw new InvalidOperationException($"A transfer ended in {other.GetType().Name}."),
        };
    }

    private static bool Bears(string? header, string token) =>
        header is not null && header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
        && CryptographicOperations.FixedTimeEquals(
            SHA256.HashData(Encoding.UTF8.GetBytes(header["Bearer ".Length..].Trim())),
            SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
