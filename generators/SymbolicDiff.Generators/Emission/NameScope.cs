using System.Globalization;
using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Generators.Model;

namespace SymbolicDiff.Generators.Emission;

/// <summary>
/// The C# name of each variable of a function. A name stands for one variable in a scope and all scopes in and around it, as C# asks; scopes beside
/// each other may use it twice. The user's variables choose first.
/// </summary>
internal sealed class NameScope
{
    private readonly Dictionary<Variable, string> names = [];
    private readonly HashSet<string> reserved;

    public NameScope(Function function, IEnumerable<string> reservedNames)
    {
        reserved = new HashSet<string>(reservedNames, StringComparer.Ordinal);
        var root = new Scope(null);
        foreach (Parameter parameter in function.Parameters)
        {
            names[parameter.Variable] = parameter.Variable.Name;
            root.Take(parameter.Variable.Name);
        }

        reserved.UnionWith(ExternalText.NamesIn(function));
        var declarations = new List<(Variable Variable, List<Scope> Scopes)>();
        Collect(function.Body, root, declarations, []);
        foreach (var (variable, scopes) in declarations.OrderBy(declaration => declaration.Variable.Role == Role.Source ? 0 : 1))
            names.Add(variable, Choose(variable.Name, scopes));
    }

    /// <summary>The variable as C# writes it.</summary>
    public string this[Variable variable] =>
        names.TryGetValue(variable, out string? name)
            ? Identifiers.Escape(name)
            : throw new InvalidOperationException("The variable " + variable + " is used where it is not declared.");

    /// <summary>A new variable with a name that nothing else in the function has.</summary>
    public Variable Declare(string name, ValueType type)
    {
        var taken = new HashSet<string>(names.Values, StringComparer.Ordinal);
        string free = Enumerable.Range(1, int.MaxValue).Select(number => Candidate(name, number))
            .First(candidate => !taken.Contains(candidate) && !reserved.Contains(candidate));
        var variable = new Variable(free, int.MaxValue, type, Role.Temporary);
        names.Add(variable, free);
        return variable;
    }

    private string Choose(string wish, List<Scope> scopes)
    {
        int number = scopes.Max(scope => scope.FirstUntried(wish));
        string name = Candidate(wish, number);
        while (reserved.Contains(name) || !scopes.TrueForAll(scope => scope.IsFree(name))) name = Candidate(wish, ++number);
        foreach (Scope scope in scopes) scope.Take(name);
        if (scopes.Count == 1) scopes[0].Tried(wish, number);
        return name;
    }

    /// <summary>The name itself, or the name with a number from 2 on.</summary>
    private static string Candidate(string name, int number)
    {
        if (number == 1) return name;
        string stem = char.IsDigit(name[name.Length - 1]) ? name + "_" : name;
        return stem + number.ToString(CultureInfo.InvariantCulture);
    }

    private static void Collect(Block block, Scope scope, List<(Variable, List<Scope>)> declarations, Dictionary<Variable, List<Scope>> known)
    {
        foreach (Statement statement in block.Statements)
        {
            if (statement is Declare declare) Add(declare.Variable, scope);
            if (statement is Pop pop) Add(pop.Target, scope);
            Scope outer = scope;
            if (statement is For loop) Add(loop.Counter, outer = new Scope(scope));
            foreach (Block inner in statement.Blocks()) Collect(inner, new Scope(outer), declarations, known);
        }

        void Add(Variable variable, Scope where)
        {
            if (!known.TryGetValue(variable, out var scopes)) declarations.Add((variable, known[variable] = scopes = []));
            scopes.Add(where);
        }
    }

    /// <summary>A declaration space of C#.</summary>
    private sealed class Scope(Scope? outer)
    {
        private readonly HashSet<string> own = new(StringComparer.Ordinal);
        private readonly HashSet<string> ownAndInner = new(StringComparer.Ordinal);
        private readonly Dictionary<string, int> tried = new(StringComparer.Ordinal);

        /// <summary>The first number that may be free for the name here; a name once taken stays so.</summary>
        public int FirstUntried(string name) => tried.TryGetValue(name, out int last) ? last + 1 : 1;

        public void Tried(string name, int last) => tried[name] = last;

        public bool IsFree(string name)
        {
            if (ownAndInner.Contains(name)) return false;
            for (Scope? scope = outer; scope is not null; scope = scope.Outer)
                if (scope.own.Contains(name)) return false;
            return true;
        }

        public void Take(string name)
        {
            own.Add(name);
            for (Scope? scope = this; scope is not null; scope = scope.Outer) scope.ownAndInner.Add(name);
        }

        private Scope? Outer => outer;
    }
}
