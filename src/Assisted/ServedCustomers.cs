using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using TellerLine.Access;
using TellerLine.Banking;
using TellerLine.Calls;
using TellerLine.Catalogue;
using TellerLine.Customers;

namespace TellerLine.Assisted;

/// <summary>The customer in an agent's conversation, known well enough for what is asked for.</summary>
internal sealed record Served(IServedCall Call, Identification Known)
{
    public CustomerCard Customer => Known.Customer;
}

/// <summary>
/// What may be told of the customer on the line, and what may be ordered for him: whether the bank offers it with this
/// agent, whether the enquiry PIN was right, and whether who speaks may for his company. Every request of a desk begins
/// here.
/// </summary>
internal sealed class ServedCustomers(IServedCalls calls, IOfferedServices services, CompanyOperators operators)
{
    /// <returns>Why nothing may be told (or ordered) in this conversation; null: it may.</returns>
    public BilingualText? Cannot(IServedCall call, bool orders) =>
        call.Who is not { } who ? DeskAnswers.NobodyKnown
        : !Disclosure.BalancesAreTold(who.Level) ? DeskAnswers.PinFirst
        : operators.Cannot(call, transacts: orders);

    /// <summary>Who speaks for the company is to be proved first, and may be.</summary>
    public bool AsksOperator(IServedCall call) => operators.Wanted(call);

    /// <returns>Why the bank does not offer it by this agent; null: it does.</returns>
    public ServiceRefusal? Refuses(string service, ClaimsPrincipal who) =>
        services.Refuses(service, ServiceChannel.Agent, who.Number());

    /// <param name="services">As the catalogue names them: one that is offered is enough; none: it is nobody's to
    /// refuse.</param>
    public Task<Results<Ok<T>, NotFound, ProblemHttpResult>> Told<T>(
        ClaimsPrincipal who, string[] services, Func<Served, Task<Results<Ok<T>, NotFound, ProblemHttpResult>>> then) =>
        Begin(who, orders: false, services, then);

    /// <inheritdoc cref="Told{T}"/>
    public Task<Results<Ok<T>, NotFound, ProblemHttpResult>> Ordered<T>(
        ClaimsPrincipal who, string[] services, Func<Served, Task<Results<Ok<T>, NotFound, ProblemHttpResult>>> then) =>
        Begin(who, orders: true, services, then);

    private async Task<Results<Ok<T>, NotFound, ProblemHttpResult>> Begin<T>(
        ClaimsPrincipal who, bool orders, string[] services,
        Func<Served, Task<Results<Ok<T>, NotFound, ProblemHttpResult>>> then)
    {
        if (calls.Of(who.Number()) is not { } call)
            return TypedResults.NotFound();
        var refused = services.Select(service => Refuses(service, who)).ToList();
        if (refused.Count > 0 && refused.All(one => one is not null))
            return DeskAnswers.Refused(refused[0]!.Code, refused[0]!.Why);
        return Cannot(call, orders) is { } cannot ? DeskAnswers.Refused("cannot", cannot)
            : await then(new Served(call, call.Who!));
    }
}
