using System.Text.Json.Nodes;
using Ledger.Api.Identity;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Ledger.Api.Http;

/// <summary>The OpenAPI document at <c>/api/openapi.json</c>.</summary>
internal static class LedgerOpenApi
{
    /// <summary>Registers the generator.</summary>
    public static void Add(IServiceCollection services)
    {
        services.AddEndpointsApiExplorer();
        services.AddSwaggerGen(options =>
        {
            options.SwaggerDoc("openapi", new OpenApiInfo
            {
                Title = "Ledger",
                Version = "1",
                Description =
                    """
                    Durable workflows on top of a ledger. Keys are 64-bit numbers written as strings; amounts are JSON numbers with
                    their currency beside them; dates are ISO 8601. Refusals are problem details with a stable `code`
                    (docs/refusal-codes.md), in the language of Accept-Language (es, en). POSTs that create or pay take an
                    `Idempotency-Key`. With several companies, `X-Company` (key or RUT) chooses one.
                    """,
            });
            options.MapType<long>(() => new OpenApiSchema { Type = JsonSchemaType.String, Format = "int64" });
            options.MapType<JsonObject>(() => new OpenApiSchema { Type = JsonSchemaType.Object });
            options.MapType<JsonNode>(() => new OpenApiSchema());
            options.CustomSchemaIds(NameOf);
            options.SupportNonNullableReferenceTypes();
            foreach (var (name, scheme) in Schemes)
            {
                options.AddSecurityDefinition(name, scheme);
            }

            options.OperationFilter<Operations>();
        });
    }

    private static readonly Dictionary<string, OpenApiSecurityScheme> Schemes = new()
    {
        ["bearer"] = new() { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "A token of POST /api/auth/token." },
        ["apiKey"] = new() { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Header, Name = ApiKeyHandler.Header, Description = "A key of POST /api/api-keys." },
    };

    private static string NameOf(Type type) => type.IsGenericType
        ? string.Concat(type.GetGenericArguments().Select(NameOf)) + type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]
        : type.Namespace?.StartsWith("Ledger.", StringComparison.Ordinal) == true
            ? type.Namespace[(type.Namespace.LastIndexOf('.') + 1)..] + type.Name // two modules may use one word
            : type.Name;

    private sealed class Operations : IOperationFilter
    {
        public void Apply(OpenApiOperation operation, OperationFilterContext context)
        {
            // Bound by ourselves from the request, not by its caller.
            foreach (var parameter in operation.Parameters?.Where(p => p.Name == "caller").ToList() ?? [])
            {
                operation.Parameters!.Remove(parameter);
            }

            operation.Responses ??= [];
            foreach (var (status, text) in Refusals)
            {
                operation.Responses.TryAdd(status, new OpenApiResponse { Description = text });
            }
        }

        private static readonly (string, string)[] Refusals =
        [
            ("400", "The request is malformed."), ("401", "Nobody is signed in."), ("403", "The role may not."),
            ("404", "It does not exist in this company."), ("409", "The state of things forbids it now."), ("422", "A rule refuses it."),
        ];
    }
}
