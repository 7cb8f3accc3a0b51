namespace Assistant.Bot;

/// <summary>A neighbour the assistant needs (store, model, backend) cannot be reached or does not answer properly.</summary>
public sealed class ServiceUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
