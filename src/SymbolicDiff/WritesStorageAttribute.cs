using System.ComponentModel;

namespace SymbolicDiff;

/// <summary>
/// Stands on an emitted <c>FVjp</c> where <c>F</c> writes into arrays or spans that it is given: their adjoints are not only added to, so that other
/// assemblies do not differentiate calls of <c>F</c> by it.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class WritesStorageAttribute : Attribute;
