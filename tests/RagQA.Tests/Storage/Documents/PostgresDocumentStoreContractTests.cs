namespace RagQA.Tests.Storage;

/// <summary>The contract on PostgreSQL.</summary>
public sealed class PostgresDocumentStoreContractTests(PostgresFixture postgres) : DocumentStoreContract(new PostgresStoreHost(postgres));
