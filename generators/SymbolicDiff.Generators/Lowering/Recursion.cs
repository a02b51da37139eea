using Microsoft.CodeAnalysis;
using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Generators.Diagnostics;
using SymbolicDiff.Generators.Model;

namespace SymbolicDiff.Generators.Lowering;

/// <summary>The methods that call themselves, directly or by each other: they are not expanded, but become functions of their own.</summary>
internal sealed class Recursion(LoweringSession session)
{
    /// <summary>With how many type arguments one method may call itself: more than that are more at each call.</summary>
    private const int MostOfOne = 12;

    private readonly Dictionary<ISymbol, bool> known = new(SymbolEqualityComparer.Default);
    private readonly List<RecursiveMethod> methods = [];
    private readonly Dictionary<string, string> keys = new(StringComparer.Ordinal);
    private readonly HashSet<string> names = new(StringComparer.Ordinal);
    private readonly Queue<RecursiveMethod> pending = [];

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

    /// <summary>Whether a call of the local function may come back to it; <paramref name="home"/> is the body that it stands in.</summary>
    public bool Includes(IMethodSymbol function, MethodBody home)
    {
        function = function.OriginalDefinition;
        if (known.TryGetValue(function, out bool found)) return found;
        return known[function] = LocalFunctionsFrom(function, home).Contains(function, SymbolEqualityComparer.Default);
    }

    /// <summary>The local functions that calls of a local function lead to, as far as they stand in the same body.</summary>
    public IReadOnlyList<IMethodSymbol> LocalFunctionsFrom(IMethodSymbol function, MethodBody home)
    {
        var reached = new List<IMethodSymbol>();
        var open = new Queue<IMethodSymbol>([function]);
        while (open.Count > 0)
        {
            if (home.LocalFunction(open.Dequeue()) is not { Body: { } body } operation) continue;
            foreach (IMethodSymbol called in session.BodyOf(operation.Symbol, body).LocalCalls)
            {
                if (reached.Contains(called, SymbolEqualityComparer.Default)) continue;
                reached.Add(called);
                open.Enqueue(called);
            }
        }

        return reached;
    }

    /// <summary>Why the calls of the method are not differentiated, or null.</summary>
    public string? WhyNot(RecursiveMethod called)
    {
        IMethodSymbol method = called.Method;
        if (method.IsVirtual || method.IsAbstract || method is { IsOverride: true, IsSealed: false }) return "it may be overridden";
        if (method.ReturnsByRef || method.ReturnsByRefReadonly) return "it gives a reference";
        if (called.Result is { } result && !IsOfNumbers(result) && result is not StorageType { Kind: StorageKind.Array })
            return "its result, of type '" + Readable.Of(method.ReturnType) + "', is no number, array, tuple or structure of numbers";
        foreach (RecursiveArgument given in called.Given)
        {
            bool fits = given.Type is StorageType storage ? storage.Kind is not (StorageKind.Tape or StorageKind.Stack)
                : given.Type is OpaqueType && given.Passing == Passing.Value || IsOfNumbers(given.Type);
            if (!fits) return FunctionLowering.Unknown(given.Symbol);
            if (given is { Type: StorageType, Passing: not Passing.Value }) return "it assigns '" + given.Symbol.Name + "', which names storage";
        }

        if (called.Given.Any(given => given.Symbol is IParameterSymbol { RefKind: not (RefKind.None or RefKind.Ref or RefKind.Out) }) && called.Given.Any(MayChange))
            return "what one of its parameters names may change while it runs";
        if (called.Self is null) return null;
        INamedTypeSymbol home = session.Target.ContainingType;
        bool isOnThis = called.Self is External { Operands.Count: 0 } self && self.Text[0] == "this" && !session.Target.IsStatic;
        bool isOfTarget = SymbolEqualityComparer.Default.Equals(method.ContainingType.OriginalDefinition, home.OriginalDefinition);
        return isOnThis && isOfTarget ? null : "it is called on another object";
    }

    private static bool MayChange(RecursiveArgument given) => given.Passing != Passing.Value || given.Type is StorageType { Kind: not StorageKind.ReadOnlySpan };

    private static bool IsOfNumbers(ValueType type) => type is ScalarType || type is AggregateType shape && shape.Parts.All(IsOfNumbers);

    /// <summary>The method, which is to be lowered, as it is called; null where there are too many of the kind.</summary>
    public RecursiveMethod? Known(RecursiveMethod called, IReadOnlyList<string> typeArguments)
    {
        string key = string.Join(", ", typeArguments);
        var same = methods.Where(other => SymbolEqualityComparer.Default.Equals(other.Method.OriginalDefinition, called.Method.OriginalDefinition)).ToList();
        RecursiveMethod? found = same.FirstOrDefault(other => keys[other.Name] == key && other.Given.Equals(called.Given) && Equals(other.Result, called.Result));
        if (found is not null) return found;
        if (same.Count >= MostOfOne) return null;
        var form = new RecursiveForm(NameOf(called.Method), RecursivePart.Primal, 0) { IsInSource = called.IsInSource, TypeParameters = TypeParameters() };
        RecursiveMethod made = called with
        {
            Callee = new Callee(called.Method.ContainingType.Name + "." + called.Method.Name, "", IsOnInstance: false, called.Parameters().ToEquatableArray())
            {
                Recursive = form,
                HasResultAdjoint = called.Result is { CarriesReals: true } and not AggregateType,
            },
        };
        methods.Add(made);
        keys.Add(made.Name, key);
        pending.Enqueue(made);
        return made;
    }

    private string TypeParameters() => session.Target.IsGenericMethod
        ? "<" + string.Join(", ", session.Target.TypeParameters.Select(parameter => Identifiers.Escape(parameter.Name))) + ">"
        : "";

    /// <summary>The method that a function stands for.</summary>
    public IMethodSymbol MethodOf(string function) => methods.Single(method => method.Name == function).Method;

    /// <summary>The next method to lower; null when all are lowered.</summary>
    public RecursiveMethod? Next() => pending.Count > 0 ? pending.Dequeue() : null;

    /// <summary>A name for what is made of the method that nothing else in the type has.</summary>
    private string NameOf(IMethodSymbol method)
    {
        IMethodSymbol target = session.Target;
        List<ISymbol> overloads = [.. target.ContainingType.GetMembers(target.Name)];
        string first = overloads.Count == 1 ? target.Name : target.Name + (overloads.FindIndex(member => SymbolEqualityComparer.Default.Equals(member, target)) + 1);
        if (!SymbolEqualityComparer.Default.Equals(method.OriginalDefinition, target.OriginalDefinition))
            first += char.ToUpperInvariant(method.Name[0]) + method.Name.Substring(1);
        string name = first;
        for (int number = 2; IsTaken(name, isOfTarget: name == target.Name); number++) name = first + number;
        names.Add(name);
        return name;
    }

    private bool IsTaken(string name, bool isOfTarget) =>
        names.Contains(name) || !isOfTarget && !session.Target.ContainingType.GetMembers(name).IsEmpty
        || names.Any(other => IsMadeOf(name, other) || IsMadeOf(other, name))
        || session.Target.ContainingType.GetMembers().Any(member => IsMadeOf(name, member.Name));

    private static bool IsMadeOf(string name, string other) => Endings.Any(ending => other.StartsWith(name + ending, StringComparison.Ordinal));

    private static readonly string[] Endings = ["Forward", "Reverse", "Tangent", "Value"];

    private IEnumerable<IMethodSymbol> CallsOf(IMethodSymbol method) =>
        method.DeclaringSyntaxReferences.Length == 0 || IsKnown(method) ? [] : session.BodyOf(method)?.Calls ?? [];

    private bool IsKnown(IMethodSymbol method) =>
        !session.Rules.IsEmpty && MethodKeys.Of(method) is var key && (session.Rules.Find(key) is not null || session.Rules.FindCallee(key) is not null);
}
