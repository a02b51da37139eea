using SymbolicDiff.Calculus.Analysis;
using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Generators.Model;

namespace SymbolicDiff.Generators.Emission;

/// <summary>Prints one emitted method: documentation, signature and body.</summary>
internal sealed class MethodPrinter(SourceWriter writer, TargetModel target, Documentation documentation, CSharpTypes types, Dialect dialect)
{
    private static readonly string version = typeof(MethodPrinter).Assembly.GetName().Version.ToString(3);

    public void Print(Function function)
    {
        if (!function.IsPrivate)
            foreach (string line in documentation.Of(function)) writer.Line("/// " + line);
        writer.Line("[global::System.CodeDom.Compiler.GeneratedCode(\"SymbolicDiff\", \"" + version + "\")]");
        string stored = string.Join(", ", StoredInto(function).Select(name => "\"" + name + "\""));
        if (stored.Length > 0) writer.Line("[global::SymbolicDiff.WritesStorage(" + stored + ")]");
        writer.Line(Signature(function));
        foreach (string constraint in target.Method.Constraints)
        {
            types.Import(constraint);
            writer.Line("    " + constraint);
        }

        writer.Open();
        var names = new NameScope(function, ReservedNames());
        new StatementPrinter(writer, function, names, types, dialect).PrintBody(function);
        writer.Close();
    }

    /// <summary>The storage that calls of the method write into, which other assemblies have to know to differentiate them.</summary>
    private IEnumerable<string> StoredInto(Function function)
    {
        if (function.Name != target.Method.Name + "Vjp") return [];
        var written = Activity.WrittenParameters(function.OneByOne ?? function);
        return function.Parameters.Where(parameter => parameter is { Role: ParameterRole.Primal, Variable.Type: StorageType } && written.Contains(parameter.Variable))
            .Select(parameter => parameter.Variable.Name.TrimStart('@'));
    }

    private IEnumerable<string> ReservedNames() =>
        ShortNames.All.Concat(target.Method.TypeParameters.Split('<', '>', ',', ' ').Where(name => name.Length > 0))
            .Concat(target.RuledTypes.Select(type => type.Short.Split('.')[0]));

    private SourceLine Signature(Function function)
    {
        MethodSignature method = target.Method;
        string modifiers = !function.IsPrivate ? method.Modifiers : "private " + method.Modifiers.Substring(method.Modifiers.IndexOf(' ') + 1);
        var line = new SourceLine().Add(modifiers);
        AddResult(line, function.Results);
        line.Open(" " + Identifiers.Escape(function.Name) + method.TypeParameters + "(");
        string[] parameters = Parameters(function);
        for (int i = 0; i < parameters.Length; i++)
        {
            if (i > 0) line.Add(",").Space();
            line.Add(parameters[i]);
        }

        return line.Close(")");
    }

    private void AddResult(SourceLine line, EquatableArray<Result> results)
    {
        if (results.Count == 0) line.Add("void");
        else if (results.Count == 1) line.Add(types.Of(results[0].Type));
        else line.Add(types.OfTuple(results));
    }

    /// <summary>The primal's parameters as the user declared them; a default value or <c>params</c> only where nothing required follows.</summary>
    private string[] Parameters(Function function)
    {
        var texts = new string[function.Parameters.Count];
        bool isAtTheEnd = true;
        for (int i = texts.Length - 1; i >= 0; i--)
        {
            Parameter parameter = function.Parameters[i];
            ParameterDeclaration? declared = parameter.Role == ParameterRole.Primal && !function.IsPrivate
                ? target.Method.Parameters.FirstOrDefault(candidate => candidate.Name == parameter.Variable.Name)
                : null;
            isAtTheEnd &= declared is not null;
            texts[i] = declared is null ? Own(parameter) : isAtTheEnd ? declared.AtTheEnd : declared.Required;
            if (declared is not null) types.Import(declared.Type);
            isAtTheEnd &= declared is { Default: not null } or { IsParams: true };
        }

        return texts;
    }

    private string Own(Parameter parameter)
    {
        string modifier = parameter.Passing switch
        {
            Passing.In => "in ",
            Passing.Ref => "ref ",
            Passing.Out => "out ",
            _ => "",
        };
        return modifier + types.Of(parameter.Variable.Type) + " " + Identifiers.Escape(parameter.Variable.Name);
    }
}
