using System.Net;
using System.Net.Http.Json;
using Ledger.Api.Identity;
using Ledger.Domain.Users;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Api.Tests;

/// <summary>Walks every endpoint there is: none may be open by oversight.</summary>
public sealed class EndpointWalkTests(TestServer server) : IClassFixture<TestServer>
{
    // What may be called without signing in, and why.
    private static readonly HashSet<string> Anonymous =
    [
        "GET /health/live", "GET /health/ready", // supervisors
        "POST /api/auth/sign-in", "POST /api/auth/first-password", "POST /api/auth/token", "POST /api/auth/refresh", // signing in itself
        "GET|POST|PUT|PATCH|DELETE /workflows/{**path}", // each endpoint of a workflow says whom it wants
        "GET|HEAD /api/{documentName}.json", // the description of the API, without data
        // Files of the designer, which hold nothing of any company; pages, which lead to the sign-in page; and that.
        "GET|HEAD /studio/_/{version}/{**name}", "GET|HEAD /studio/own/{version}/{**name}",
        "GET|HEAD /studio/_content/{**name}", "GET|HEAD /studio/_framework/{**name}",
        "GET /sign-in", "GET /studio", "GET /studio/definitions", "GET /studio/definitions/{id}", "GET /studio/instances", "GET /studio/instances/{id}",
        // The studio's own links: redirects.
        "GET /workflows/definitions", "GET /workflows/definitions/{id}/edit", "GET /workflows/instances", "GET /workflows/instances/{id}/view",
        "GET /diagnostics/structured-logs", "GET /studio/diagnostics/structured-logs", "GET /studio/workflows/definitions",
        "GET /studio/workflows/definitions/{id}/edit", "GET /studio/workflows/instances", "GET /studio/workflows/instances/{id}/view",
        "GET /welcome", "POST /api/setup", // the first visit: there is nobody to sign in, and both are gone once there is
        "GET|HEAD /_framework/blazor.web.js", // the script of pages, without data
    ];

    [Fact]
    public void Endpoints_Each_NamesAPolicyOrIsOnTheAnonymousList()
    {
        var open = Endpoints().Where(e => e.Endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null).Select(e => e.Name).ToList();
        var without = Endpoints().Where(e => e.Endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null
            && !e.Endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Any(a => IsKnown(a.Policy))).Select(e => e.Name);

        without.Should().BeEmpty("every endpoint names one of the policies");
        open.Should().BeSubsetOf(Anonymous);
        Endpoints().Should().HaveCountGreaterThan(60, "the walk must see the routes");
    }

    [Fact]
    public async Task Endpoints_CalledByNobody_Answer401()
    {
        using var client = server.Anonymous();
        var wrong = new List<string>();
        foreach (var (endpoint, name) in Guarded())
        {
            using var answer = await client.SendAsync(Request(endpoint, name));
            if (answer.StatusCode != HttpStatusCode.Unauthorized)
            {
                wrong.Add($"{name}: {answer.StatusCode}");
            }
        }

        wrong.Should().BeEmpty();
    }

    [Fact]
    public async Task Endpoints_CalledByEachRoleThatMayNot_Answer403()
    {
        var wrong = new List<string>();
        var tried = 0;
        foreach (var role in Enum.GetValues<Role>())
        {
            using var client = await server.AsAsync(role);
            foreach (var (endpoint, name) in Guarded().Where(e => !May(e.Endpoint, role)))
            {
                using var answer = await client.SendAsync(Request(endpoint, name));
                tried++;
                if (answer.StatusCode != HttpStatusCode.Forbidden || await answer.CodeAsync() != "auth.forbidden")
                {
                    wrong.Add($"{role} {name}: {answer.StatusCode}");
                }
            }
        }

        wrong.Should().BeEmpty();
        tried.Should().BeGreaterThan(50);
    }

    private static bool IsKnown(string? policy) => policy is Policies.SignedIn || (policy is not null && Policies.RolesOf.ContainsKey(policy));

    private static bool May(Endpoint endpoint, Role role) => endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>()
        .All(a => a.Policy is Policies.SignedIn || Policies.RolesOf[a.Policy!].Contains(role.ToString()));

    private IEnumerable<(RouteEndpoint Endpoint, string Name)> Guarded() =>
        Endpoints().Where(e => e.Endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null);

    private IEnumerable<(RouteEndpoint Endpoint, string Name)> Endpoints() =>
        server.App.Services.GetServices<EndpointDataSource>().Concat(((IEndpointRouteBuilder)server.App).DataSources)
            .SelectMany(s => s.Endpoints).OfType<RouteEndpoint>().Distinct()
            .Where(e => e.Metadata.GetMetadata<StaticAssetDescriptor>() is null) // scripts, styles and fonts, without data
            .Select(e => (e, $"{string.Join('|', e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["*"])} /{e.RoutePattern.RawText!.Trim('/')}"));

    private static HttpRequestMessage Request(RouteEndpoint endpoint, string name)
    {
        var path = string.Join('/', endpoint.RoutePattern.PathSegments.Select(s => string.Concat(s.Parts.Select(p => p switch
        {
            RoutePatternLiteralPart literal => literal.Content,
            RoutePatternParameterPart { Name: "role" } => nameof(Role.Operator),
            _ => "1",
        }))));
        var method = name[..name.IndexOf(' ', StringComparison.Ordinal)].Split('|')[0];
        var isUpload = path.EndsWith("/attachments", StringComparison.Ordinal) || path.Contains("/imports/", StringComparison.Ordinal) || path.EndsWith("/imports", StringComparison.Ordinal);
        return new HttpRequestMessage(new HttpMethod(method), "/" + path)
        {
            Content = method == "GET" ? null : isUpload ? new MultipartFormDataContent() : JsonContent.Create(new { }),
        };
    }
}
