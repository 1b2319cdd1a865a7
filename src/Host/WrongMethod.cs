using Microsoft.AspNetCore.Routing.Template;

namespace TellerLine.Host;

/// <summary>
/// An address that is there, asked in a way that it does not answer: 405 with those it does (RFC 9110 §15.5.6). The
/// router would say so itself, were it not that a fallback catches every method.
/// </summary>
internal sealed class WrongMethod(EndpointDataSource endpoints)
{
    private readonly Lazy<List<(TemplateMatcher Matcher, IReadOnlyList<string> Methods)>> _known = new(() =>
    [
        .. from endpoint in endpoints.Endpoints.OfType<RouteEndpoint>()
           let methods = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? []
           where methods.Count > 0
           select (new TemplateMatcher(new RouteTemplate(endpoint.RoutePattern), []), methods),
    ]);

    /// <returns>What the address answers to; empty when there is no such address.</returns>
    public IReadOnlyList<string> Allowed(PathString path) =>
    [
        .. _known.Value.Where(known => known.Matcher.TryMatch(path, [])).SelectMany(known => known.Methods)
            .Distinct().Order(StringComparer.Ordinal),
    ];
}
