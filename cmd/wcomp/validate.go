package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"wcomp/binary"
	"wcomp/diag"
	"wcomp/validate"
)

func validateCommand(env *environment) *cobra.Command {
	var (
		lists     []string
		allErrors bool
		used      bool
		text      textFlags
	)
	command := &cobra.Command{
		Use:   "validate [FILE]",
		Short: "Check a module or a component by the rules of the specification",
		Long: `Validate checks a module or a component, binary or text, by the rules of the core
specification and of the component model. It says nothing when all is well.

--features takes names of proposals, separated by commas, left to right: NAME
adds, -NAME removes, all and -all stand for everything, and mvp, wasm1, wasm2,
wasm3 and lime1 replace the set by that of a version of the specification. On
by default is what the finished proposals need.`,
		Example: `  wcomp validate app.wasm

  # Every proposal on; only those of WebAssembly 2.0; all but one.
  wcomp validate --features all app.wasm
  wcomp validate --features wasm2 app.wasm
  wcomp validate --features=-simd app.wasm

  # Up to ten errors at once.
  wcomp validate --all-errors app.wasm

  # Which proposals does it need, and where first?
  wcomp validate --features-used app.wasm`,
		Args: arguments(0, 1),
		RunE: func(command *cobra.Command, args []string) error {
			dwarf, err := text.level(command)
			if err != nil {
				return err
			}
			features, err := parseFeatures(lists)
			if err != nil {
				return err
			}
			in, err := env.wasm(argument(args, 0), "validate", dwarf)
			if err != nil {
				return err
			}
			if used {
				return env.featuresUsed(in)
			}
			options := validate.Options{Features: features}
			if allErrors {
				options.AllErrors = 10
			}
			defer env.timed("validated " + in.name)()
			if _, err = validate.Binary(in.data, options); err != nil {
				return in.compiledFrom(in.errors(err))
			}
			return nil
		},
	}
	command.Flags().StringArrayVarP(&lists, "features", "f", nil, "proposals to allow, `LIST` by commas (may be repeated)")
	command.Flags().BoolVar(&allErrors, "all-errors", false, "report up to ten errors that do not depend on each other")
	command.Flags().BoolVar(&used, "features-used", false, "list the proposals that are needed, with the first place that needs each")
	text.register(command)
	return command
}

// featuresUsed prints a line for each feature: its name, the offset of the
// first place that needs it, and what is there.
func (e *environment) featuresUsed(in *input) error {
	uses, _, err := validate.FeaturesUsed(in.data, validate.Options{})
	if err != nil {
		return in.compiledFrom(in.errors(err))
	}
	var b strings.Builder
	for _, u := range uses {
		fmt.Fprintf(&b, "%-24s 0x%x  %s\n", u.Feature, u.Offset, u.Item)
	}
	_, err = io.WriteString(e.out, b.String())
	return err
}

// parseFeatures reads the values of --features from left to right.
func parseFeatures(lists []string) (binary.Features, error) {
	features, err := binary.ParseFeatures(binary.DefaultFeatures, strings.Join(lists, ","))
	if err != nil {
		return 0, unknownFeature(lists, err)
	}
	if features == 0 {
		features = binary.NoFeatures
	}
	return features, nil
}

// unknownFeature names the feature that was probably meant, or lists all.
func unknownFeature(lists []string, err error) error {
	names := binary.FeatureNames()
	for name := range strings.SplitSeq(strings.Join(lists, ","), ",") {
		name = strings.TrimPrefix(strings.TrimSpace(name), "-")
		if name == "" || slices.Contains(names, name) {
			continue
		}
		u := usagef("--features: there is no feature %q", name)
		if near := diag.Nearest(name, names); near != "" {
			u.Help = append(u.Help, "did you mean `"+near+"`?")
		}
		u.Help = append(u.Help, "the features are "+strings.Join(names, ", "))
		return u
	}
	return usagef("--features: %v", err)
}
