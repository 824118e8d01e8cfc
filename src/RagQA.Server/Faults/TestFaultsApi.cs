namespace RagQA.Server.Faults;

/// <summary>Sets and clears test faults over HTTP.</summary>
internal static class TestFaultsApi
{
    public static void Map(WebApplication app)
    {
        var faults = app.Services.GetRequiredService<TestFaults>();
        app.MapPost("/v1/test/faults", (TestFault fault) =>
        {
            faults.Set(fault);
            return TypedResults.NoContent();
        }).ExcludeFromDescription();
        app.MapPost("/v1/test/faults/clear", (TestFault fault) =>
        {
            faults.Clear(fault.Question);
            return TypedResults.NoContent();
        }).ExcludeFromDescription();
    }
}
