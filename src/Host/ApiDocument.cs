using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using TellerLine.Contacts;
using TellerLine.Desks;
using GrantedPermission = TellerLine.Access.GrantedPermission;

namespace TellerLine.Host;

/// <summary>
/// What the pages and other programs may ask and get, as an OpenAPI document: served at <c>/api/openapi.json</c>,
/// committed as
/// <c>web/openapi.json</c>, of which the pages' types are made. The records of the desk's hub are in it too, which
/// OpenAPI knows no paths for.
/// </summary>
internal static class ApiDocument
{
    private const string Name = "v1";

    /// <summary>Sent or taken by <c>/hub/desk</c>; what they hold is found from them.</summary>
    private static readonly Type[] OfTheHub = [typeof(DeskState), typeof(DeskClaimAnswer), typeof(WrapupDraft)];

    public static void Add(IServiceCollection services)
    {
        // A number is a number: one in quotes is refused, and the document need not allow for it.
        services.ConfigureHttpJsonOptions(o => o.SerializerOptions.NumberHandling = JsonNumberHandling.Strict);
        services.AddOpenApi(Name, o => o
            .AddSchemaTransformer(Closed)
            .AddDocumentTransformer(Bodies)
            .AddDocumentTransformer(Head)
            .AddDocumentTransformer(WithoutHub));
        services.AddSingleton<IApiDescriptionProvider, HubRecords>();
    }

    /// <summary>The document of a centre that was built; nothing of it needs to run.</summary>
    public static async Task<string> Write(WebApplication app)
    {
        // Routing tells the describer of its endpoints when it joins the pipeline, which else happens at the start
        // only.
        app.UseRouting().UseEndpoints(static _ => { });
        var provider = app.Services.GetRequiredKeyedService<IOpenApiDocumentProvider>(Name);
        var document = await provider.GetOpenApiDocumentAsync();
        return (await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1)).ReplaceLineEndings("\n") + "\n";
    }

    private static Task Head(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken ct)
    {
        document.Info = new OpenApiInfo { Title = "TellerLine", Version = Name };
        // The same wherever it is made; whoever reads it knows where he got it.
        document.Servers = [];
        return Task.CompletedTask;
    }

    private static Task WithoutHub(
        OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken ct)
    {
        foreach (var type in OfTheHub)
            document.Paths.Remove("/" + HubRecords.PathOf(type));
        return Task.CompletedTask;
    }

    /// <summary>A text that is one of a few words.</summary>
    private static Task Closed(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken ct)
    {
        if (context.JsonPropertyInfo is { Name: "name" } name && name.DeclaringType == typeof(GrantedPermission))
            schema.Enum = [.. Capabilities.All.SelectMany(c => c.Manifest.Permissions).Select(p => (JsonNode)p.Name)];
        if (context.JsonPropertyInfo?.AttributeProvider?.GetCustomAttributes(typeof(AllowedValuesAttribute), false) is [
            AllowedValuesAttribute words])
            schema.Enum = [.. words.Values.Select(word => JsonSerializer.SerializeToNode(word)!)];
        return Task.CompletedTask;
    }

    /// <summary>JSON as it lies in the journal: always an object.</summary>
    private static Task Bodies(
        OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken ct)
    {
        document.Components!.Schemas![nameof(JsonElement)] = new OpenApiSchema
        {
            Type = JsonSchemaType.Object, AdditionalProperties = new OpenApiSchema(),
        };
        return Task.CompletedTask;
    }

    /// <summary>
    /// Describes the hub's records as answers of operations, so that they come into the document as all others do; the
    /// operations, which do not exist, are taken out again.
    /// </summary>
    private sealed class HubRecords : IApiDescriptionProvider
    {
        public int Order => 0;

        public static string PathOf(Type type) => "hub/desk/" + type.Name;

        public void OnProvidersExecuting(ApiDescriptionProviderContext context)
        {
            foreach (var type in OfTheHub)
            {
                var described = new ApiDescription
                {
                    HttpMethod = "GET", RelativePath = PathOf(type),
                    ActionDescriptor = new ActionDescriptor { EndpointMetadata = [new TagsAttribute("Contacts")] },
                };
                described.SupportedResponseTypes.Add(new ApiResponseType
                {
                    StatusCode = 200, Type = type,
                    ApiResponseFormats = { new ApiResponseFormat { MediaType = "application/json" } },
                });
                context.Results.Add(described);
            }
        }

        public void OnProvidersExecuted(ApiDescriptionProviderContext context)
        {
        }
    }
}
