using Microsoft.CodeAnalysis;
using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Generators.Lowering;

/// <summary>The methods that call themselves, directly or by each other: they are not expanded, but become functions of their own.</summary>
internal sealed class Recursion(LoweringSession session)
{
    private readonly Dictionary<ISymbol, bool> known = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, Callee> callees = new(SymbolEqualityComparer.Default);
    private readonly HashSet<string> names = new(StringComparer.Ordinal);
    private readonly Queue<(IMethodSymbol Method, string Name)> pending = [];

    /// <summary>Whether a call of the method may come back to it.</summary>
    public bool Includes(IMethodSymbol method)
    {
        method = method.OriginalDefinition;
        if (known.TryGetValue(method, out bool found)) return found;
        var reached = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var open = new Stack<IMethodSymbol>([method]);
        while (open.Count > 0)
            foreach (IMethodSymbol called in CallsOf(open.Pop()))
                if (reached.Add(called)) open.Push(called);
        return known[method] = reached.Contains(method);
    }

    /// <summary>Why the calls of the method are not differentiated, or null.</summary>
    public string? WhyNot(IMethodSymbol method, bool isOnThis)
    {
        var signature = new VjpSignature(method, session.Compilation);
        if (signature.WhyNot() is { } reason) return reason;
        if (!signature.HasOneReal) return "its result is no single real number";
        if (signature.WrittenReference is { } written) return "its parameter '" + written + "' is written";
        if (method.IsStatic) return null;
        IMethodSymbol target = session.Target;
        bool isOfTarget = !target.IsStatic && SymbolEqualityComparer.Default.Equals(method.ContainingType, target.ContainingType);
        return isOnThis && isOfTarget ? null : "it is called on another object";
    }

    /// <summary>How the calls of the method are differentiated; the method is to be lowered, too.</summary>
    public Callee CalleeOf(IMethodSymbol method)
    {
        method = method.OriginalDefinition;
        if (callees.TryGetValue(method, out Callee callee)) return callee;
        string name = NameOf(method);
        var parameters = method.Parameters.Select(parameter =>
        {
            ValueType type = Types.Of(parameter.Type)!;
            return new CalleeParameter(parameter.Name, type, type.CarriesReals);
        });
        callee = new Callee(method.ContainingType.Name + "." + method.Name, name + "Reverse", IsOnInstance: false, parameters.ToEquatableArray()) { Forward = name + "Forward" };
        callees.Add(method, callee);
        pending.Enqueue((method, name));
        return callee;
    }

    /// <summary>The next method to lower, and what its function is called; null when all are lowered.</summary>
    public (IMethodSymbol Method, string Name)? Next() => pending.Count > 0 ? pending.Dequeue() : null;

    /// <summary>A name for the pair of methods that nothing else in the type has.</summary>
    private string NameOf(IMethodSymbol method)
    {
        IMethodSymbol target = session.Target;
        List<ISymbol> overloads = [.. target.ContainingType.GetMembers(target.Name)];
        string first = overloads.Count == 1 ? target.Name : target.Name + (overloads.FindIndex(member => SymbolEqualityComparer.Default.Equals(member, target)) + 1);
        if (!SymbolEqualityComparer.Default.Equals(method, target.OriginalDefinition)) first += method.Name;
        string name = first;
        for (int number = 2; !names.Add(name) || IsTaken(name + "Forward") || IsTaken(name + "Reverse"); number++) name = first + number;
        return name;
    }

    private bool IsTaken(string name) => !session.Target.ContainingType.GetMembers(name).IsEmpty;

    private IEnumerable<IMethodSymbol> CallsOf(IMethodSymbol method) =>
        method.DeclaringSyntaxReferences.Length == 0 || IsKnown(method) ? [] : session.BodyOf(method)?.Calls ?? [];

    private bool IsKnown(IMethodSymbol method) =>
        !session.Rules.IsEmpty && MethodKeys.Of(method) is var key && (session.Rules.Find(key) is not null || session.Rules.FindCallee(key) is not null);
}
